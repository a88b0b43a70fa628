using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdcReplicator.Bench;

/// <summary>Ways of making one database what another is.</summary>
/// <param name="from">The database that is copied.</param>
/// <param name="to">The empty one.</param>
/// <param name="folder">For files in between.</param>
internal sealed class SeedContenders(string from, string to, string folder)
{
    public const string Dump = "pg_dump";
    public const string Pgcopydb = "pgcopydb";
    private const string Jobs = "2";

    /// <summary>Ours, at full speed.</summary>
    public async Task SeedAsync(ClusterSettings cluster, TimeProvider time, CancellationToken cancellationToken)
    {
        var settings = new SeedSettings { MaxLoad = 1 };
        await using var seeder = NodeSeederFactory.Create(
            Options("donor", from),
            Options("target", to),
            cluster.Log,
            settings,
            NullLoggerFactory.Instance,
            time
        );
        await seeder.SeedAsync(SeedMode.FillEmpty, new Progress<SeedProgress>(), cancellationToken);
    }

    /// <summary>Another program.</summary>
    public async Task RunAsync(string name, CancellationToken cancellationToken)
    {
        var files = Path.Combine(folder, name);
        if (Directory.Exists(files))
        {
            Directory.Delete(files, recursive: true);
        }

        if (name == Dump)
        {
            await BenchTool.RunAsync(
                Dump,
                ["-Fd", "-j", Jobs, "-f", files, "-N", "cdc_replicator", "-d", Address(from)],
                cancellationToken
            );
            await BenchTool.RunAsync("pg_restore", ["-j", Jobs, "-d", Address(to), files], cancellationToken);
        }
        else
        {
            await BenchTool.RunAsync(
                Pgcopydb,
                [
                    "clone",
                    "--source",
                    Address(from),
                    "--target",
                    Address(to),
                    "--dir",
                    files,
                    "--table-jobs",
                    Jobs,
                    "--index-jobs",
                    Jobs,
                    "--split-tables-larger-than",
                    "100MB",
                ],
                cancellationToken
            );
        }
    }

    /// <summary>How a node on a database is reached.</summary>
    public static NodeOptions Options(string id, string connectionString) =>
        new()
        {
            Id = id,
            Kind = NodeKinds.Postgres,
            ConnectionString = connectionString,
        };

    private static string Address(string connectionString)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        var password = Uri.EscapeDataString(server.Password ?? "");
        return $"postgres://{server.Username}:{password}@{server.Host}:{server.Port}/{server.Database}";
    }
}
