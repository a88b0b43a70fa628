using Npgsql;

namespace CdcReplicator.EndToEndTests;

/// <summary>A role that both servers let in without a password, as long as this lives.</summary>
internal sealed class TrustedRole : IAsyncDisposable
{
    public const string Name = "guest";

    private readonly RelayCluster _cluster;

    private TrustedRole(RelayCluster cluster) => _cluster = cluster;

    public static async Task<TrustedRole> StartAsync(RelayCluster cluster)
    {
        var role = new TrustedRole(cluster);
        await role.RunAsync(
            $"""
            CREATE ROLE {Name} LOGIN;
            DO $do$ BEGIN EXECUTE format(
              $$COPY (SELECT 'host all {Name} 127.0.0.1/32 trust' UNION ALL SELECT 'host all all 127.0.0.1/32 scram-sha-256') TO %L$$,
              current_setting('hba_file')); END $do$;
            SELECT pg_reload_conf();
            """
        );
        return role;
    }

    public async ValueTask DisposeAsync() =>
        await RunAsync(
            $"""
            DROP ROLE {Name};
            DO $do$ BEGIN EXECUTE format(
              $$COPY (SELECT 'host all all 127.0.0.1/32 scram-sha-256') TO %L$$,
              current_setting('hba_file')); END $do$;
            SELECT pg_reload_conf();
            """
        );

    private async Task RunAsync(string sql)
    {
        foreach (var node in (string[])["a", "b"])
        {
            await using var connection = new NpgsqlConnection(
                _cluster.Server(node).ConnectionString(RelayCluster.Database) + ";Pooling=false"
            );
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
