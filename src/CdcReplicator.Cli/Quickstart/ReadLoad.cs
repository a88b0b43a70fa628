using System.Data.Common;

namespace CdcReplicator.Cli;

/// <summary>Routed reads beside the writes, counted by the node that served them.</summary>
internal sealed class ReadLoad
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    private readonly CdcCluster _cluster;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, int> _indexBySource;
    private readonly long[] _served;

    public ReadLoad(CdcCluster cluster, IReadOnlyList<DemoNode> nodes, TimeProvider time)
    {
        _cluster = cluster;
        _time = time;
        _served = new long[nodes.Count];
        _indexBySource = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
        {
            using var connection = nodes[i].CreateConnection();
            _indexBySource[connection.DataSource] = i;
        }
    }

    /// <summary>Reads each node has served, in the order of the nodes.</summary>
    public long Served(int node) => Interlocked.Read(ref _served[node]);

    /// <summary>Reads until cancelled.</summary>
    public async Task WorkAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await using (var connection = await _cluster.OpenConnectionAsync(ReadLevel.Any, stop))
                {
                    await ReadAsync(connection, stop);
                }

                await Task.Delay(Interval, _time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task ReadAsync(DbConnection connection, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = DemoSchema.TotalBalance;
        await command.ExecuteScalarAsync(stop);
        Interlocked.Increment(ref _served[_indexBySource[connection.DataSource]]);
    }
}
