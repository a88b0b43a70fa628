using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;

namespace CdcReplicator.EndToEndTests;

/// <summary>Makes the databases of nodes.</summary>
internal static class DriftDatabases
{
    /// <summary>A database with tables and rows.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="file">The file of a SQLite node.</param>
    /// <param name="ddl">Tables and rows.</param>
    /// <param name="isPlain">Whether the applier of a PostgreSQL node works as a role that owns nothing.</param>
    public static async Task<IDriftDatabase> CreateAsync(string kind, string file, string ddl, bool isPlain)
    {
        if (kind == NodeKinds.Sqlite)
        {
            var sqlite = new SqliteDrift(new SqliteDatabase(file, "PRAGMA journal_mode = WAL"));
            await sqlite.ExecuteAsync(ddl);
            return sqlite;
        }

        var postgres = new PostgresDrift(await PostgresTestServer.CreateDatabaseAsync());
        await postgres.ExecuteAsync(ddl);
        if (isPlain)
        {
            await postgres.BePlainAsync();
        }

        return postgres;
    }

    private sealed class SqliteDrift(SqliteDatabase database) : IDriftDatabase
    {
        public NodeOptions Options(string id) => database.Options(id);

        public string? Role => null;

        public Task ExecuteAsync(string sql)
        {
            database.Execute($"PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE; {sql}; COMMIT");
            return Task.CompletedTask;
        }

        public Task<string> QueryAsync(string sql) => Task.FromResult(database.Query(sql));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class PostgresDrift(PostgresTestDatabase database) : IDriftDatabase
    {
        private string _connection = database.ConnectionString;

        public string? Role { get; private set; }

        public NodeOptions Options(string id) =>
            new()
            {
                Id = id,
                Kind = NodeKinds.Postgres,
                ConnectionString = _connection,
                Guard = NodeGuard.Off,
            };

        public async Task BePlainAsync()
        {
            _connection = await database.CreatePlainRoleAsync();
            Role = new NpgsqlConnectionStringBuilder(_connection).Username;
        }

        // As somebody writes who gets round every check.
        public Task ExecuteAsync(string sql) =>
            database.ExecuteAsync($"SET session_replication_role = replica; BEGIN; {sql}; COMMIT");

        public Task<string> QueryAsync(string sql) => database.QueryAsync(sql);

        public ValueTask DisposeAsync() => database.DisposeAsync();
    }
}
