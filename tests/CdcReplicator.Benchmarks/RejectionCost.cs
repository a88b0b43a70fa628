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
/// What a rejected transaction costs against an accepted one, each of one row: applying a batch in a node, publishing
/// its rejections beside the log, and committing, as an applier does. Batches of both take turns on one node, so ratios
/// are of the same minute.
/// </summary>
internal static class RejectionCost
{
    private const int Batch = 5000;
    private const int WarmUp = 2;
    private const int Rounds = 11;
    private const string Ddl =
        "CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, amount integer, note text)";

    /// <summary>
    /// Measures every kind of node beside an embedded log, and beside Kafka if it is installed; prints a line each.
    /// </summary>
    public static async Task RunAsync()
    {
        using var folder = new TempFolder();
        await using var database = await PostgresTestServer.CreateDatabaseAsync();
        string[] logs =
        [
            $"embedded:{folder.At("log.db")}",
            .. Environment.GetEnvironmentVariable("KAFKA_HOME") is null
                ? (string[])[]
                : [$"kafka://{await KafkaTestServer.GetBootstrapServersAsync()}/{KafkaTestServer.NewClusterName()}"],
        ];
        foreach (var address in logs)
        {
            await using var log = await HostedApplier.OpenLogAsync(address);
            await MeasureAsync(log, SqliteNode(folder, log));
            await MeasureAsync(log, await PostgresNodeAsync(database, log));
        }
    }

    private static async Task MeasureAsync(IChangeLog log, INode node)
    {
        var inserts = await ReadAsync(RecordForm.Insert);
        var updates = await ReadAsync(RecordForm.Update);
        await using var closing = node;
        var run = new RejectionRun(log, node, (await node.OpenAsync(log.Settings, default)).Position);
        string[] cases = ["key exists", "value not as expected", "every second one"];
        var figures = cases.Prepend("accepted").ToDictionary(name => name, _ => new List<RejectionFigures>());
        for (var round = 0; round < Rounds; round++)
        {
            var fresh = inserts.AsMemory(round * 2 * Batch, Batch);
            var next = inserts.AsMemory(((round * 2) + 1) * Batch, Batch);
            RejectionFigures[] taken =
            [
                await run.ApplyAsync(fresh, rejected: 0),
                await run.ApplyAsync(fresh, Batch),
                await run.ApplyAsync(updates.AsMemory(round * 2 * Batch, Batch), Batch),
                await run.ApplyAsync(Alternating(fresh, next), Batch / 2),
            ];
            // The first rounds compile and fill caches.
            foreach (var (taking, figure) in figures.Values.Zip(taken).Where(_ => round >= WarmUp))
            {
                taking.Add(figure);
            }
        }

        var accepted = figures["accepted"];
        foreach (var name in cases)
        {
            var wall = Spread(accepted.Zip(figures[name], (a, r) => r.Microseconds / a.Microseconds));
            var processor = Spread(
                accepted.Zip(figures[name], (a, r) => r.ProcessorMicroseconds / a.ProcessorMicroseconds)
            );
            Console.WriteLine(
                $"{log.Endpoint}, {node.Kind}, {name}: {wall} times, by processor time of the applier {processor}"
            );
        }

        var cost = string.Join(
            "; ",
            figures.Select(pair => Invariant($"{pair.Key} {pair.Value.Min(f => f.Microseconds):F1}"))
        );
        Console.WriteLine($"{log.Endpoint}, {node.Kind}: at best {cost} us a transaction");
    }

    private static string Spread(IEnumerable<double> ratios)
    {
        double[] all = [.. ratios.Order()];
        return Invariant($"{all[all.Length / 2]:F2} ({all[0]:F2} to {all[^1]:F2})");
    }

    private static RowChange[] Alternating(ReadOnlyMemory<RowChange> old, ReadOnlyMemory<RowChange> fresh) =>
        [.. Enumerable.Range(0, Batch).Select(i => (i % 2 == 0 ? old : fresh).Span[i])];

    private static async Task<RowChange[]> ReadAsync(RecordForm form)
    {
        var (records, registry) = await SampleRecords.MakeAsync(form, 2 * Rounds * Batch);
        var decoder = new RecordDecoder(registry, new DebeziumDecoderOptions(), TimeProvider.System);
        var changes = new List<RowChange>(records.Length);
        foreach (var record in records)
        {
            changes.Add((await decoder.DecodeAsync(record, CancellationToken.None)).Row.Change);
        }

        return [.. changes];
    }

    private static INode SqliteNode(TempFolder folder, IChangeLog log)
    {
        var connection = $"Data Source={folder.At($"{log.Settings.Log}.db")}";
        using (var setup = new SqliteConnection(connection))
        {
            setup.Open();
            using var command = setup.CreateCommand();
            command.CommandText = Ddl;
            command.ExecuteNonQuery();
        }

        return HostedApplier.CreateNode(
            new NodeOptions
            {
                Id = "s",
                Kind = NodeKinds.Sqlite,
                ConnectionString = connection,
            }
        );
    }

    private static async Task<INode> PostgresNodeAsync(PostgresTestDatabase database, IChangeLog log)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(
            $"DROP SCHEMA IF EXISTS cdc_replicator CASCADE; DROP TABLE IF EXISTS orders; {Ddl}"
        );
        await command.ExecuteNonQueryAsync();
        return HostedApplier.CreateNode(
            new NodeOptions
            {
                Id = "p",
                Kind = NodeKinds.Postgres,
                ConnectionString = database.ConnectionString,
            }
        );
    }
}
