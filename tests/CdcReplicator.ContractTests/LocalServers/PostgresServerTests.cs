using CdcReplicator.LocalServers;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.ContractTests;

public sealed class PostgresServerTests
{
    [PostgresFact]
    public async Task Restart_AfterKill_KeepsCommittedRowsAndPort()
    {
        await using var server = await PostgresServer.StartAsync(
            new PostgresServerOptions(),
            TimeProvider.System,
            CancellationToken.None
        );
        var database = await server.CreateDatabaseAsync("bank", CancellationToken.None);
        await ExecuteAsync(database, "CREATE TABLE t (a int); INSERT INTO t VALUES (7)");

        await server.KillAsync(CancellationToken.None);
        Assert.False(server.IsRunning);
        await server.RestartAsync(CancellationToken.None);

        Assert.Equal(7, await ExecuteAsync(database, "SELECT a FROM t"));
        await server.StopAsync(CancellationToken.None);
        Assert.False(server.IsRunning);
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
