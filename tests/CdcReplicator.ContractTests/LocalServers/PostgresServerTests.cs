using CdcReplicator.LocalServers;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.ContractTests;

public sealed class PostgresServerTests
{
    [PostgresFact(ownServer: true)]
    public async Task Restart_AfterKill_KeepsCommittedRowsAndPort()
    {
        await using var server = await StartAsync();
        var database = await server.CreateDatabaseAsync("bank", CancellationToken.None);
        await ExecuteAsync(database, "CREATE TABLE t (a int); INSERT INTO t VALUES (7)");

        await server.KillAsync(CancellationToken.None);
        Assert.False(server.IsRunning);
        await server.RestartAsync(CancellationToken.None);

        Assert.Equal(7, await ExecuteAsync(database, "SELECT a FROM t"));
        await server.StopAsync(CancellationToken.None);
        Assert.False(server.IsRunning);
    }

    [PostgresFact(ownServer: true)]
    public async Task Restart_AnotherServerStartedSinceTheKill_FindsItsData()
    {
        await using var killed = await StartAsync();
        var database = await killed.CreateDatabaseAsync("bank", CancellationToken.None);
        await killed.KillAsync(CancellationToken.None);

        await using var other = await StartAsync();
        await killed.RestartAsync(CancellationToken.None);

        Assert.Equal(1, await ExecuteAsync(database, "SELECT 1"));
    }

    private static Task<PostgresServer> StartAsync() =>
        PostgresServer.StartAsync(new PostgresServerOptions(), TimeProvider.System, CancellationToken.None);

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
