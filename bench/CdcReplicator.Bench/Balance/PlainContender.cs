using Npgsql;

namespace CdcReplicator.Bench;

/// <summary>A plain balancer over pools: the rule orders the nodes, and the next is tried where one refuses.</summary>
internal sealed class PlainContender : IReadContender
{
    private readonly IReadOnlyList<BalanceNode> _nodes;
    private readonly NpgsqlDataSource[] _pools;
    private readonly IBalanceRule _rule;
    private readonly TimeProvider _time;

    public PlainContender(IReadOnlyList<BalanceNode> nodes, IBalanceRule rule, TimeProvider time)
    {
        _nodes = nodes;
        _pools = [.. nodes.Select(node => NpgsqlDataSource.Create(node.ConnectionString))];
        _rule = rule;
        _time = time;
    }

    public string Name => _rule.Name;

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var left = Enumerable.Range(0, _nodes.Count).Where(i => _nodes[i].IsMember).ToList();
        while (true)
        {
            var node = _rule.Choose(left);
            var start = _time.GetTimestamp();
            _rule.Began(node);
            try
            {
                var connection = await _pools[node].OpenConnectionAsync(cancellationToken);
                connection.StateChange += (_, _) => _rule.Ended(node, _time.GetElapsedTime(start));
                return connection;
            }
            catch (NpgsqlException) when (left.Count > 1)
            {
                _rule.Ended(node, _time.GetElapsedTime(start));
                left.Remove(node);
            }
        }
    }

    public void MembersChanged() { }

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in _pools)
        {
            await pool.DisposeAsync();
        }
    }
}
