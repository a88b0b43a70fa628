using CdcReplicator.LocalServers;
using Npgsql;

namespace CdcReplicator.Testing;

/// <summary>One PostgreSQL server for all tests of a process; each test takes a database of its own.</summary>
public static class PostgresTestServer
{
    /// <summary>Settings of the tests' servers.</summary>
    public static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["timezone"] = "UTC",
        // Tests that run side by side keep nodes of many databases open.
        ["max_connections"] = "200",
    };

    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);

    /// <summary>The server, started on first use.</summary>
    public static Task<PostgresServer> GetAsync() => Shared.Value;

    /// <summary>A fresh database, dropped on disposal.</summary>
    public static async Task<PostgresTestDatabase> CreateDatabaseAsync()
    {
        var server = await Shared.Value;
        var name = "test_" + Guid.NewGuid().ToString("N");
        return new PostgresTestDatabase(server, name, await server.CreateDatabaseAsync(name, CancellationToken.None));
    }

    /// <summary>How the superuser connects to a database of it; null for another server, or another password.</summary>
    internal static async Task<string?> AdminOfAsync(NpgsqlConnectionStringBuilder login)
    {
        var admin = new NpgsqlConnectionStringBuilder((await Shared.Value).ConnectionString(login.Database!));
        return admin.Port == login.Port && admin.Password == login.Password ? admin.ConnectionString : null;
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var options = new PostgresServerOptions { Settings = Settings, Certificate = SecuredRun.Certificate };
        var server = await PostgresServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }
}
