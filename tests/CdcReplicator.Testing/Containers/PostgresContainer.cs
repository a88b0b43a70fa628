using System.Globalization;
using CdcReplicator.LocalServers;
using Npgsql;
using Testcontainers.PostgreSql;

namespace CdcReplicator.Testing;

/// <summary>A PostgreSQL server in a container, set as the installed one is for the tests.</summary>
internal static class PostgresContainer
{
    /// <summary>Its major version, that of <c>docker-compose.yml</c>.</summary>
    public const int Major = 17;

    /// <summary>Its image.</summary>
    public static string Image { get; } = string.Create(CultureInfo.InvariantCulture, $"postgres:{Major}");

    /// <summary>What would be started.</summary>
    /// <param name="password">The superuser's.</param>
    public static PostgreSqlBuilder Describe(string password)
    {
        // The library turns synchronous_commit off, and tests of durable commits look at it; the last word counts.
        var settings = PostgresTestServer.Settings.Append(new("synchronous_commit", "on"));
        return settings.Aggregate(
            new PostgreSqlBuilder(Image)
                .WithUsername(PostgresServer.User)
                .WithPassword(password)
                .WithEnvironment("POSTGRES_INITDB_ARGS", "--encoding=UTF8 --locale=C"),
            (builder, setting) => builder.WithCommand("-c", $"{setting.Key}={setting.Value}")
        );
    }

    /// <summary>Starts one, which goes when this process ends.</summary>
    /// <returns>How the superuser connects.</returns>
    public static async Task<string> StartAsync()
    {
        var container = Describe(Guid.NewGuid().ToString("N")).Build();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => container.DisposeAsync().AsTask().GetAwaiter().GetResult();
        await container.StartAsync();
        return new NpgsqlConnectionStringBuilder(container.GetConnectionString()) { Timeout = 60 }.ConnectionString;
    }
}
