using CdcReplicator.LocalServers;
using Npgsql;

namespace CdcReplicator.Testing;

/// <summary>Roles made by the scripts of <c>deploy/security</c>, as an operator would make them.</summary>
internal static class ShippedRole
{
    /// <summary>Makes a role in a database, or gives it again what it needs.</summary>
    /// <param name="admin">How the superuser connects.</param>
    /// <param name="certificate">What the server shows.</param>
    /// <param name="script">The script's name; it stands in the folder <c>security</c> beside the tests.</param>
    /// <param name="role">The role.</param>
    /// <param name="password">Its password.</param>
    /// <returns>How to connect as it: with TLS that is verified, and SCRAM.</returns>
    public static async Task<string> MakeAsync(
        string admin,
        ServerCertificate certificate,
        string script,
        string role,
        string password
    )
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var login = new NpgsqlConnectionStringBuilder(admin);
        foreach (var schema in await SchemasAsync(admin))
        {
            await ChildProcessLauncher.RunAsync(
                "psql",
                [
                    $"host=127.0.0.1 port={login.Port} dbname={login.Database} user={login.Username} "
                        + $"password={login.Password} sslmode=verify-full sslrootcert={certificate.File}",
                    "-v",
                    $"role={role}",
                    "-v",
                    $"schema={schema}",
                    "-f",
                    Path.Combine(AppContext.BaseDirectory, "security", script),
                ],
                CancellationToken.None
            );
        }

        await ExecuteAsync(admin, $"ALTER ROLE \"{role}\" PASSWORD '{password}'");
        return new NpgsqlConnectionStringBuilder(admin)
        {
            Username = role,
            Password = password,
            SslMode = SslMode.VerifyFull,
            RootCertificate = certificate.File,
            RequireAuth = "ScramSHA256",
        }.ConnectionString;
    }

    private static async Task<IReadOnlyList<string>> SchemasAsync(string admin)
    {
        await using var connection = new NpgsqlConnection(admin + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname NOT LIKE 'pg\\_%' "
                + "AND nspname NOT IN ('information_schema', 'cdc_replicator') ORDER BY 1",
            connection
        );
        await using var reader = await command.ExecuteReaderAsync();
        List<string> schemas = [];
        while (await reader.ReadAsync())
        {
            schemas.Add(reader.GetString(0));
        }

        return schemas;
    }

    private static async Task ExecuteAsync(string admin, string sql)
    {
        await using var connection = new NpgsqlConnection(admin + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
