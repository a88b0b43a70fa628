using CdcReplicator.LocalServers;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>The scripts that <c>docker-compose.yml</c> lets each PostgreSQL run at its first start.</summary>
public sealed class ComposeNodeTests : IAsyncLifetime, IDisposable
{
    private const string Password = "it's a \\word";

    private readonly TempFolder _folder = new();
    private PostgresServer? _server;
    private string _admin = "";

    public async Task InitializeAsync()
    {
        if (new PostgresFactAttribute(ownServer: true).Skip is null)
        {
            _server = await PostgresServer.StartAsync(
                new PostgresServerOptions { Settings = PostgresTestServer.Settings },
                TimeProvider.System,
                CancellationToken.None
            );
            _admin = await _server.CreateDatabaseAsync("shop", CancellationToken.None);
        }
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    public void Dispose() => _folder.Dispose();

    [PostgresFact(ownServer: true)]
    public async Task Scripts_FirstStart_GiveApplierAndReadersWhatTheyNeedAndNoMore()
    {
        await RunScriptsAsync();

        await ExecuteAsync("applier", "INSERT INTO accounts VALUES (1, 'Ann', 10)");
        Assert.Equal(1L, await ExecuteAsync("reader", "SELECT count(*) FROM accounts"));
        await RefusedAsync("applier", "CREATE TABLE mine (id int)");
        await RefusedAsync("reader", "DELETE FROM accounts");
    }

    [PostgresFact(ownServer: true)]
    public async Task Scripts_FirstStart_SetThePasswordOfTheSecret()
    {
        await RunScriptsAsync();

        var stored = (string)(await ExecuteAsync(null, "SELECT rolpassword FROM pg_authid WHERE rolname = 'applier'"))!;
        Assert.StartsWith("SCRAM-SHA-256$", stored, StringComparison.Ordinal);
        Assert.True(ScramVerifier.Fits(stored, Password));
        Assert.False(ScramVerifier.Fits(stored, Password + "x"));
    }

    private async Task RunScriptsAsync()
    {
        var secret = _folder.At("password");
        await File.WriteAllTextAsync(secret, Password + "\n");
        var login = new NpgsqlConnectionStringBuilder(_admin);
        string[] environment =
        [
            $"PGHOST={login.Host}",
            $"PGPORT={login.Port}",
            $"PGPASSWORD={login.Password}",
            $"POSTGRES_USER={login.Username}",
            $"POSTGRES_DB={login.Database}",
            $"POSTGRES_PASSWORD_FILE={secret}",
            $"SECURITY_SCRIPTS={Path.Combine(AppContext.BaseDirectory, "security")}",
        ];
        var scripts = Path.Combine(AppContext.BaseDirectory, "compose", "node");
        // As the image's own start does: by name, SQL by psql.
        foreach (var script in Directory.GetFiles(scripts).Order(StringComparer.Ordinal))
        {
            string[] program = script.EndsWith(".sql", StringComparison.Ordinal)
                ? ["psql", "--username", login.Username!, "--dbname", login.Database!, "--file", script]
                : ["bash", script];
            await ChildProcessLauncher.RunAsync("env", [.. environment, .. program], CancellationToken.None);
        }
    }

    private async Task RefusedAsync(string role, string sql)
    {
        var error = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(role, sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
    }

    private async Task<object?> ExecuteAsync(string? role, string sql)
    {
        var login = new NpgsqlConnectionStringBuilder(_admin) { Pooling = false };
        if (role is not null)
        {
            (login.Username, login.Password) = (role, Password);
        }

        await using var connection = new NpgsqlConnection(login.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
