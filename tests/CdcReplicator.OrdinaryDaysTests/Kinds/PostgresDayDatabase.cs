using System.Data.Common;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A database of a PostgreSQL server, in which the applier has a role of its own.</summary>
internal sealed class PostgresDayDatabase : IDayDatabase
{
    private readonly PostgresTestDatabase _database;
    private readonly NpgsqlConnectionStringBuilder _role;

    private PostgresDayDatabase(string id, PostgresTestDatabase database, string role)
    {
        Id = id;
        _database = database;
        _role = new NpgsqlConnectionStringBuilder(role);
    }

    public string Id { get; }

    public NodeOptions Options =>
        new()
        {
            Id = Id,
            Kind = NodeKinds.Postgres,
            ConnectionString = Login,
            Guard = NodeGuard.Off,
        };

    public string Login => _role.ConnectionString;

    string? IDayDatabase.Login => Login;

    public static async Task<PostgresDayDatabase> CreateAsync(string id)
    {
        var database = await PostgresTestServer.CreateDatabaseAsync();
        await database.ExecuteAsync(DayTable.Create);
        return new PostgresDayDatabase(id, database, await database.CreatePlainRoleAsync());
    }

    public Task ExecuteAsync(string sql) => _database.ExecuteAsync(sql);

    public Task RecreateTableAsync() =>
        ExecuteAsync(
            $"""
            CREATE TABLE renewed (LIKE {DayTable.Name} INCLUDING ALL);
            DROP TABLE {DayTable.Name};
            ALTER TABLE renewed RENAME TO {DayTable.Name};
            {Grant}
            """
        );

    /// <summary>Takes the applier's rights to write.</summary>
    public Task RevokeAsync() =>
        ExecuteAsync($"REVOKE INSERT, UPDATE, DELETE ON {DayTable.Name} FROM {_role.Username}");

    /// <summary>Gives them.</summary>
    public Task GrantAsync() => ExecuteAsync(Grant);

    public bool IsAt(DbConnection connection) => connection.Database == _role.Database;

    public async Task<IReadOnlyDictionary<long, int>> ReadRowsAsync()
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        return await DayTable.ReadRowsAsync(connection);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private string Grant => $"GRANT ALL ON {DayTable.Name} TO {_role.Username};";
}
