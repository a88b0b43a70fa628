using Npgsql;

namespace CdcReplicator.Testing;

/// <summary>A database of one test.</summary>
internal sealed class PostgresTestDatabase(string name, string connectionString) : IAsyncDisposable
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

    /// <summary>Rows as text, columns joined by <c>|</c>, rows by commas.</summary>
    public async Task<string> QueryAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        }

        return string.Join(',', rows);
    }

    /// <summary>
    /// Makes a role that may write the tables and make schemas, but is no superuser; how to connect as it.
    /// </summary>
    public async Task<string> CreatePlainRoleAsync()
    {
        var plain = new NpgsqlConnectionStringBuilder(ConnectionString)
        {
            Username = $"plain_{name}",
            Password = Guid.NewGuid().ToString("N"),
        };
        await ExecuteAsync(
            $"""
            CREATE ROLE {plain.Username} LOGIN PASSWORD '{plain.Password}';
            GRANT CREATE ON DATABASE {name} TO {plain.Username};
            GRANT ALL ON ALL TABLES IN SCHEMA public TO {plain.Username};
            """
        );
        return plain.ConnectionString;
    }

    public async ValueTask DisposeAsync() => await PostgresTestServer.DropDatabaseAsync(name);
}
