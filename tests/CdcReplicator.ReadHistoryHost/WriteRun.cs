using System.Globalization;
using CdcReplicator.Client;

namespace CdcReplicator.ReadHistory;

/// <summary>
/// Writes rising versions of one key until it is killed. Arguments: log, history file, key. Each key has one writer, so that the order of versions is the order
/// of their sequences.
/// </summary>
internal static class WriteRun
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        var key = int.Parse(args[2], CultureInfo.InvariantCulture);
        await using var cluster = await CdcCluster.ConnectAsync(args[0]);
        await using var history = new StreamWriter(args[1], append: true) { AutoFlush = true };
        Console.WriteLine("running");
        for (var version = 1L; ; version++)
        {
            var row = new { id = (long)key, version };
            var receipt = await cluster.WriteAsync(transaction => transaction.Upsert("registers", row));
            await history.WriteAsync(HistoryLine.Of(new WriteEvent(key, version, receipt.Sequence)) + "\n");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
