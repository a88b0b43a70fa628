using System.Globalization;

namespace CdcReplicator.CrashHost;

/// <summary>
/// Publishes transactions through the SDK until it is killed. Arguments: log, name, rows of each. Transaction
/// <c>NAME-N</c> inserts that many rows into <c>parts (transaction_name, place, filler)</c>. Writes the name of each
/// acknowledged transaction.
/// </summary>
internal static class PublishLoop
{
    private static readonly string Filler = new('.', 500);

    public static async Task<int> RunAsync(string[] args)
    {
        var rows = int.Parse(args[2], CultureInfo.InvariantCulture);
        await using var cluster = await CdcCluster.ConnectAsync(args[0]);
        for (var number = 0; ; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{args[1]}-{number}");
            await cluster.WriteAsync(transaction =>
            {
                for (var place = 0; place < rows; place++)
                {
                    transaction.Insert(
                        "parts",
                        new
                        {
                            transaction_name = name,
                            place,
                            filler = Filler,
                        }
                    );
                }
            });
            Console.WriteLine(name);
        }
    }
}
