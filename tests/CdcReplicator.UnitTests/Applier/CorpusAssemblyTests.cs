using System.Text;
using System.Text.Json.Nodes;
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
    public async Task Add_RecordedLog_HoldsEveryRowOnce(string name, string expected) =>
        HoldsEveryRowOnce(await DecodeAsync(name), expected);

    [CorpusTheory]
    [InlineData("json/restart-copy", "restart-copy-source/expected")]
    [InlineData("json/restart", "expected")]
    [InlineData("json/one-topic", "expected")]
    public async Task Add_RecordedRowsWithoutTheirTransactions_HoldsEveryRowOnce(string name, string expected) =>
        HoldsEveryRowOnce(await DecodeAsync(name, WithoutTransactions), expected);

    private static void HoldsEveryRowOnce(List<LogEvent> log, string expected)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (whole, _) in Decide(log, NodePosition.Origin, []).Where(decided => !decided.Decision.IsDuplicate))
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
            var known = whole.Take(at + 1).Select(w => w.Decision.Progress).OfType<PublisherProgress>().TakeLast(1);

            var rest = Decide(log, whole[at].Whole.After.ToPosition(), [.. known]);

            Assert.Equal(whole.Skip(at + 1).Select(Describe), rest.Select(Describe));
        }
    }

    private static List<(CompletedTransaction Whole, DuplicateDecision Decision)> Decide(
        List<LogEvent> log,
        NodePosition position,
        IReadOnlyList<PublisherProgress> known
    )
    {
        var settings = ClusterSettings.NewLog();
        var assembler = new TransactionAssembler(settings, AssemblyStart.At(position), long.MaxValue, new NoSpool());
        var ledger = new PublisherLedger(settings, known);
        List<(CompletedTransaction, DuplicateDecision)> decided = [];
        foreach (var logEvent in log.Where(e => e.Record.Offset >= position.RestartOffset))
        {
            if (assembler.Add(logEvent) is { } whole)
            {
                decided.Add((whole, ledger.Decide(whole.Transaction, whole.After.LogTime)));
            }
        }

        return decided;
    }

    // As the same connector writes it without provide.transaction.metadata.
    private static LogRecord? WithoutTransactions(LogRecord record)
    {
        if (record.Value.IsNone)
        {
            return record;
        }

        var value = JsonNode.Parse(record.Value.Span)!.AsObject();
        if (value.ContainsKey("status"))
        {
            return null;
        }

        if (value.ContainsKey("transaction"))
        {
            value["transaction"] = null;
        }

        return record with
        {
            Value = Encoding.UTF8.GetBytes(value.ToJsonString()),
        };
    }

    private static async Task<List<LogEvent>> DecodeAsync(string name, Func<LogRecord, LogRecord?>? change = null)
    {
        var recording = new CorpusRecording(name);
        var decoder = new RecordDecoder(
            recording.Schemas(),
            new DebeziumDecoderOptions(),
            CorpusSources.Catalog,
            TimeProvider.System
        );
        List<LogEvent> log = [];
        foreach (var (_, recorded) in recording.Read())
        {
            if ((change is null ? recorded : change(recorded)) is { } record)
            {
                log.Add(await decoder.DecodeAsync(record, CancellationToken.None));
            }
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

    private static string Describe((CompletedTransaction Whole, DuplicateDecision Decision) decided) =>
        $"{decided.Whole.Transaction.Sequence}: {decided.Whole.RowCount} {decided.Whole.Transaction.Stamp} "
        + $"{decided.Decision.IsDuplicate}";

    private sealed class NoSpool : ITransactionSpool
    {
        public ISpooledRows Create() => throw new InvalidOperationException("The limit is never reached here.");
    }
}
