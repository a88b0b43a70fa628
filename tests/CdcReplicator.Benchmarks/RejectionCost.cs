using System.Globalization;
using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;
using static System.FormattableString;

namespace CdcReplicator.Benchmarks;

/// <summary>
/// What transactions cost of which some are rejected, each of one row: applying a batch in a node, publishing its
/// rejections beside the log, and committing, as an applier does. Batches take turns with accepted ones of the same
/// table on a node that never meets a rejection, so ratios are of the same second.
/// </summary>
internal static class RejectionCost
{
    private const int Batch = 5000;
    private const int WarmUp = 3;
    private const int Rounds = 12;

    /// <summary>Of a batch, every so many-th is rejected.</summary>
    private static readonly int[] Mixes = [100, 10, 1];

    /// <summary>
    /// Measures every kind of node beside an embedded log, and beside Kafka if it is installed; prints a line each.
    /// </summary>
    /// <param name="only">Part of the names of the cases; empty for all.</param>
    public static async Task RunAsync(string only)
    {
        using var folder = new TempFolder();
        await using var quiet = await PostgresTestServer.CreateDatabaseAsync();
        await using var met = await PostgresTestServer.CreateDatabaseAsync();
        string[] logs =
        [
            $"embedded:{folder.At("log.db")}",
            .. Environment.GetEnvironmentVariable("KAFKA_HOME") is null
                ? (string[])[]
                : [$"kafka://{await KafkaTestServer.GetBootstrapServersAsync()}/{KafkaTestServer.NewClusterName()}"],
        ];
        Console.WriteLine("Times what as many accepted transactions take, median (least to most):");
        Console.WriteLine("log | node | reason | rejected | elapsed | processor time of the applier");
        foreach (var address in logs)
        {
            await using var log = await HostedApplier.OpenLogAsync(address);
            await MeasureAsync(log, SqliteNode(folder, log, "quiet"), SqliteNode(folder, log, "met"), only);
            await MeasureAsync(log, await PostgresNodeAsync(quiet, log), await PostgresNodeAsync(met, log), only);
        }
    }

    private static async Task MeasureAsync(IChangeLog log, INode quiet, INode node, string only)
    {
        await using var closingQuiet = quiet;
        await using var closing = node;
        var alone = new RejectionRun(log, quiet, (await quiet.OpenAsync(log.Settings, default)).Position);
        var run = new RejectionRun(log, node, (await node.OpenAsync(log.Settings, default)).Position);
        var numbers = 1_000_000L;
        foreach (
            var one in RejectionCases.All.Where(one => one.Name.Contains(only, StringComparison.OrdinalIgnoreCase))
        )
        {
            var decoder = SampleRecords.Decoding();
            var accepted = new List<RejectionFigures>();
            var mixed = Mixes.ToDictionary(every => every, _ => new List<RejectionFigures>());
            for (var round = 0; round < Rounds; round++)
            {
                // The first rounds compile and fill caches.
                var figures = await alone.ApplyAsync(await MakeAsync(every: 0), 0);
                foreach (var (every, taken) in mixed)
                {
                    var figure = await run.ApplyAsync(await MakeAsync(every), Batch / every);
                    if (round >= WarmUp)
                    {
                        taken.Add(figure);
                    }
                }

                if (round >= WarmUp)
                {
                    accepted.Add(figures);
                }
            }

            foreach (var (every, taken) in mixed)
            {
                var wall = Spread(accepted.Zip(taken, (a, r) => r.Microseconds / a.Microseconds));
                var processor = Spread(
                    accepted.Zip(taken, (a, r) => r.ProcessorMicroseconds / a.ProcessorMicroseconds)
                );
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{log.Endpoint.Split(':')[0]} | {node.Kind} | {one.Name} | {100 / every} % | {wall} | "
                            + $"{processor}"
                    )
                );
            }

            Console.WriteLine(
                Invariant($"  accepted at best {accepted.Min(f => f.Microseconds):F1} us, ")
                    + Invariant($"all rejected {mixed[1].Min(f => f.Microseconds):F1} us")
            );

            async Task<List<RowChange>> MakeAsync(int every)
            {
                var changes = new List<TableChange>(Batch);
                for (var i = 0; i < Batch; i++)
                {
                    numbers++;
                    changes.Add(every > 0 && i % every == 0 ? one.Rejected(numbers) : one.Accepted(numbers));
                }

                return await decoder(changes);
            }
        }
    }

    private static string Spread(IEnumerable<double> ratios)
    {
        double[] all = [.. ratios.Order()];
        return Invariant($"{all[all.Length / 2]:F2} ({all[0]:F2} to {all[^1]:F2})");
    }

    private static INode SqliteNode(TempFolder folder, IChangeLog log, string name)
    {
        var connection = $"Data Source={folder.At($"{log.Settings.Log}-{name}.db")}";
        using (var setup = new SqliteConnection(connection))
        {
            setup.Open();
            using var command = setup.CreateCommand();
            command.CommandText = RejectionCases.Ddl;
            command.ExecuteNonQuery();
        }

        return HostedApplier.CreateNode(
            new NodeOptions
            {
                Id = "s",
                Kind = NodeKinds.Sqlite,
                ConnectionString = connection,
                Guard = NodeGuard.Off,
            }
        );
    }

    private static async Task<INode> PostgresNodeAsync(PostgresTestDatabase database, IChangeLog log)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(
            "DROP SCHEMA IF EXISTS cdc_replicator CASCADE; "
                + "DROP TABLE IF EXISTS orders, logins, sales, stock, customers; "
                + RejectionCases.Ddl
        );
        await command.ExecuteNonQueryAsync();
        return HostedApplier.CreateNode(
            new NodeOptions
            {
                Id = "p",
                Kind = NodeKinds.Postgres,
                ConnectionString = database.ConnectionString,
                Guard = NodeGuard.Off,
            }
        );
    }
}
