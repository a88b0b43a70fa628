using System.Globalization;

namespace CdcReplicator.ReadHistory;

/// <summary>
/// Writes rising versions of one key until it is killed. Arguments: log, history file, key, how often it was started
/// before. Each key has one writer at a time, so that the order of versions is the order of their sequences.
/// </summary>
internal static class WriteRun
{
    // Each commit wakes the watches of every router: more of them would take the readers' turn.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task<int> RunAsync(string[] args)
    {
        var key = int.Parse(args[2], CultureInfo.InvariantCulture);
        var versions = new Versions(int.Parse(args[3], CultureInfo.InvariantCulture));
        await using var cluster = await CdcCluster.ConnectAsync(args[0]);
        using var history = new HistoryWriter(args[1]);
        Console.WriteLine("running");
        while (true)
        {
            var version = versions.Next();
            var row = new { id = (long)key, version };
            var receipt = await cluster.WriteAsync(transaction => transaction.Upsert("registers", row));
            history.Add(new WriteEvent(key, version, receipt.Sequence));
            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
