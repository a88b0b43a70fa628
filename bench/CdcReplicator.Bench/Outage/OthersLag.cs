using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using CdcReplicator.Cli;

namespace CdcReplicator.Bench;

/// <summary>
/// Watches a node that stays: asks it for its position every few ms, and so learns when it has each acknowledged write.
/// </summary>
internal sealed class OthersLag(DemoNode node, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentQueue<(long Sequence, long At)> _awaited = new();

    /// <summary>A write was acknowledged.</summary>
    public void Await(long sequence, long acknowledged) => _awaited.Enqueue((sequence, acknowledged));

    /// <summary>Watches until stopped.</summary>
    public async Task WatchAsync(Func<OutageMeter> meter, CancellationToken stop)
    {
        await using var connection = node.CreateConnection();
        await connection.OpenAsync(stop);
        await using var command = connection.CreateCommand();
        command.CommandText =
            node.Kind == QuickstartOptions.PostgresNodes
                ? "SELECT last_applied_sequence FROM cdc_replicator.position"
                : "SELECT last_applied_sequence FROM cdc_replicator_position";
        while (!stop.IsCancellationRequested)
        {
            var position = await PositionAsync(command);
            var now = time.GetTimestamp();
            // Acknowledgements of writes under way together may come in another order than their sequences.
            while (_awaited.TryPeek(out var next) && next.Sequence <= position && _awaited.TryDequeue(out _))
            {
                meter().Seen(Math.Max(0, time.GetElapsedTime(next.At, now).TotalMilliseconds));
            }

            await Task.Delay(Pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<long> PositionAsync(DbCommand command) =>
        Convert.ToInt64(await command.ExecuteScalarAsync(CancellationToken.None), CultureInfo.InvariantCulture);
}
