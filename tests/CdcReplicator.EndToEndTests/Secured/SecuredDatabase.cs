using CdcReplicator.LocalServers;
using CdcReplicator.Testing;
using Npgsql;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// A PostgreSQL that takes TLS and SCRAM alone, with a database whose roles are made by the scripts we ship.
/// </summary>
internal sealed class SecuredDatabase : IAsyncDisposable
{
    private const string Database = "shop";
    private readonly PostgresServer _server;
    private readonly string _admin;
    private readonly ServerCertificate _certificate;
    private readonly TempFolder _folder = new();

    private SecuredDatabase(PostgresServer server, string admin, ServerCertificate certificate) =>
        (_server, _admin, _certificate) = (server, admin, certificate);

    /// <summary>File with the applier's password.</summary>
    public string ApplierPasswordFile => _folder.At("applier");

    /// <summary>How the applier connects; its password stands in a file.</summary>
    public string ApplierConnection => $"Host=localhost;Port={_server.Port};Database={Database};{Secure("applier")}";

    /// <summary>What a reader adds to the node's published endpoint.</summary>
    public string ReaderLogin => Secure("reader") + $";Password={Password("reader")}";

    /// <summary>Starts it, and makes tables and the applier's role.</summary>
    public static async Task<SecuredDatabase> StartAsync(ServerCertificate certificate, string ddl)
    {
        var server = await PostgresServer.StartAsync(
            new PostgresServerOptions { Settings = PostgresTestServer.Settings, Certificate = certificate },
            TimeProvider.System,
            CancellationToken.None
        );
        var database = new SecuredDatabase(
            server,
            await server.CreateDatabaseAsync(Database, CancellationToken.None),
            certificate
        );
        await database.ExecuteAsync(ddl);
        await database.MakeRoleAsync("applier", "postgres-applier.sql", Guid.NewGuid().ToString("N"));
        return database;
    }

    /// <summary>Makes the reader's role; the applier must have opened the node.</summary>
    public Task MakeReaderAsync(string password) => MakeRoleAsync("reader", "postgres-reader.sql", password);

    /// <summary>A query's values, as the superuser.</summary>
    public async Task<string> QueryAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_admin);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i))));
        }

        return string.Join(',', rows);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private async Task MakeRoleAsync(string role, string script, string password)
    {
        await ShippedRole.MakeAsync(_admin, _certificate, script, role, password);
        await File.WriteAllTextAsync(_folder.At(role), password);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_admin);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private string Password(string role) => File.ReadAllText(_folder.At(role));

    private string Secure(string role) =>
        $"Username={role};SSL Mode=VerifyFull;Root Certificate={_certificate.File};Require Auth=ScramSHA256";
}
