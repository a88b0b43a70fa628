using CdcReplicator.LocalServers;
using Npgsql;

namespace CdcReplicator.Testing;

/// <summary>
/// One PostgreSQL server for all tests of a process, installed or in a container; each test takes a database of its
/// own.
/// </summary>
internal static class PostgresTestServer
{
    /// <summary>Settings of the tests' servers.</summary>
    public static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["timezone"] = "UTC",
        // Tests that run side by side keep nodes of many databases open.
        ["max_connections"] = "200",
    };

    // How the superuser connects to the server, which is started on first use.
    private static readonly Lazy<Task<string>> Shared = new(StartAsync);

    /// <summary>A fresh database, dropped on disposal.</summary>
    public static async Task<PostgresTestDatabase> CreateDatabaseAsync()
    {
        var name = "test_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync($"CREATE DATABASE {name}");
        return new PostgresTestDatabase(name, ConnectionString(await Shared.Value, name));
    }

    /// <summary>Drops a database, whoever is connected to it.</summary>
    internal static Task DropDatabaseAsync(string name) => ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    /// <summary>How the superuser connects to a database of it; null for another server, or another password.</summary>
    internal static async Task<string?> AdminOfAsync(NpgsqlConnectionStringBuilder login)
    {
        var admin = new NpgsqlConnectionStringBuilder(ConnectionString(await Shared.Value, login.Database!));
        return admin.Port == login.Port && admin.Password == login.Password ? admin.ConnectionString : null;
    }

    private static string ConnectionString(string admin, string database) =>
        new NpgsqlConnectionStringBuilder(admin) { Database = database }.ConnectionString;

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(await Shared.Value + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> StartAsync()
    {
        if (PostgresAvailability.Shared.InContainer)
        {
            return await PostgresContainer.StartAsync();
        }

        var options = new PostgresServerOptions { Settings = Settings, Certificate = SecuredRun.Certificate };
        var server = await PostgresServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server.ConnectionString();
    }
}
