using System.Data.Common;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Reads what writers have just been told is taken, with their token, and notes what it finds.</summary>
internal sealed class DayReader(Day day, CdcCluster cluster)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (day.Latest is { } row)
            {
                await ReadAsync(row.Key, row.Token);
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private async Task ReadAsync(long key, SessionToken token)
    {
        var began = day.History.Count;
        try
        {
            await using var connection = await cluster.OpenConnectionAsync(ReadLevel.AtLeast(token));
            var version = await DayTable.FindVersionAsync(connection, key);
            day.History.Note(new DayEvent.Read(day.NodeOf(connection), key, token.Sequence, version, began));
        }
        catch (Exception error) when (error is ReplicationException or DbException)
        {
            // No node in time, or one that failed under the read: it was told so.
        }
    }
}
