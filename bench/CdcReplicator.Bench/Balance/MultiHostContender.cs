using Npgsql;

namespace CdcReplicator.Bench;

/// <summary>Npgsql's own balancing over several hosts.</summary>
internal sealed class MultiHostContender : IReadContender
{
    private readonly NpgsqlMultiHostDataSource _source;

    public MultiHostContender(IReadOnlyList<BalanceNode> nodes)
    {
        var settings = new NpgsqlConnectionStringBuilder(nodes[0].ConnectionString)
        {
            Host = string.Join(',', nodes.Select(node => $"127.0.0.1:{node.Port}")),
            LoadBalanceHosts = true,
        };
        _source = new NpgsqlDataSourceBuilder(settings.ConnectionString).BuildMultiHost();
    }

    public string Name => "npgsql-multi-host";

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) =>
        await _source.OpenConnectionAsync(cancellationToken);

    public void MembersChanged() { }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
