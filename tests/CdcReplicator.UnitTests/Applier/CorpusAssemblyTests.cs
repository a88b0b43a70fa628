using CdcReplicator.Applier;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>
/// What real connectors wrote, killed inside transactions, comes to each row exactly once: creates less deletes give
/// the source's final row counts. (One row too many or too few in a table without key is how a wrong rule shows.)
/// </summary>
public sealed class CorpusAssemblyTests
{
    [CorpusTheory]
    [InlineData("json/restart-copy", "restart-copy-source/expected")]
    [InlineData("avro/restart-copy", "restart-copy-source/expected")]
    [InlineData("json/restart", "expected")]
    [InlineData("avro/restart", "expected")]
    [InlineData("json-schema/one-topic", "expected")]
    public async Task Add_RecordedLog_HoldsEveryRowOnce(string name, string expected)
    {
        var log = await DecodeAsync(name);
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var whole in Decide(log, NodePosition.Origin, []))
        {
            // Rows of an incremental snapshot repeat what the stream brings.
            var rows = whole.Transaction.Snapshot == SnapshotMark.Incremental ? [] : whole.Transaction.Rows;
            foreach (var row in rows)
            {
                Count(counts, row);
            }
        }

        foreach (var (table, count) in counts)
        {
            var file = CorpusFolder.In([.. expected.Split('/'), $"{table}.csv"]);
            if (File.Exists(file))
            {
                Assert.True(
                    Rows(file) == count,
                    $"{table}: the log comes to {count} rows, the source had {Rows(file)}"
                );
            }
        }
    }

    [CorpusTheory]
    [InlineData("json/restart-copy")]
    [InlineData("avro/restart")]
    public async Task Add_RestartAtAnyPosition_GivesTheSameRest(string name)
    {
        var log = await DecodeAsync(name);
        var whole = Decide(log, NodePosition.Origin, []);
        var random = new Random(7);
        for (var i = 0; i < 40; i++)
        {
            var at = random.Next(whole.Count - 1);
            var ledger = whole
                .Take(at + 1)
                .Select(w => w.Transaction.Stamp)
                .OfType<PublisherStamp>()
                .Select(s => new PublisherProgress(s.Publisher, s.Kind, s.Number, [], 0))
                .TakeLast(1);

            var rest = Decide(log, whole[at].After.ToPosition(), [.. ledger]);

            Assert.Equal(whole.Skip(at + 1).Select(Describe), rest.Select(Describe));
        }
    }

    private static List<CompletedTransaction> Decide(
        List<LogEvent> log,
        NodePosition position,
        IReadOnlyList<PublisherProgress> known
    )
    {
        var settings = ClusterSettings.NewLog();
        var assembler = new TransactionAssembler(settings, AssemblyStart.At(position), long.MaxValue, new NoSpool());
        var ledger = new PublisherLedger(settings, known);
        List<CompletedTransaction> decided = [];
        foreach (var logEvent in log.Where(e => e.Record.Offset >= position.RestartOffset))
        {
            if (
                assembler.Add(logEvent) is { } whole
                && !ledger.Decide(whole.Transaction, whole.After.LogTime).IsDuplicate
            )
            {
                decided.Add(whole);
            }
        }

        return decided;
    }

    private static async Task<List<LogEvent>> DecodeAsync(string name)
    {
        var recording = new CorpusRecording(name);
        var decoder = new RecordDecoder(
            recording.Schemas(),
            new DebeziumDecoderOptions(),
            CorpusSources.Catalog,
            TimeProvider.System
        );
        List<LogEvent> log = [];
        foreach (var (_, record) in recording.Read())
        {
            log.Add(await decoder.DecodeAsync(record, CancellationToken.None));
        }

        return log;
    }

    private static void Count(SortedDictionary<string, long> counts, RowChange row)
    {
        var table = row.Table.ToString();
        counts[table] = row.Operation switch
        {
            ChangeOperation.Create or ChangeOperation.Read => counts.GetValueOrDefault(table) + 1,
            ChangeOperation.Delete => counts.GetValueOrDefault(table) - 1,
            ChangeOperation.Truncate => 0,
            _ => counts.GetValueOrDefault(table),
        };
    }

    private static long Rows(string csv)
    {
        long lines = 0;
        var quoted = false;
        foreach (var character in File.ReadAllText(csv))
        {
            quoted ^= character == '"';
            lines += character == '\n' && !quoted ? 1 : 0;
        }

        return lines - 1;
    }

    private static string Describe(CompletedTransaction whole) =>
        $"{whole.Transaction.Sequence}: {whole.RowCount} {whole.Transaction.Stamp}";

    private sealed class NoSpool : ITransactionSpool
    {
        public ISpooledRows Create() => throw new InvalidOperationException("The limit is never reached here.");
    }
}
