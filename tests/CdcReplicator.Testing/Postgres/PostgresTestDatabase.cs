using CdcReplicator.LocalServers;
using Npgsql;

namespace CdcReplicator.Testing;

/// <summary>A database of one test.</summary>
public sealed class PostgresTestDatabase(PostgresServer server, string name, string connectionString) : IAsyncDisposable
{
    /// <summary>Connects as the superuser.</summary>
    public string ConnectionString { get; } = connectionString;

    /// <summary>Runs statements.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync() => await server.DropDatabaseAsync(name, CancellationToken.None);
}
