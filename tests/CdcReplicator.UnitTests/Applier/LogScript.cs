using System.Text;
using CdcReplicator.Applier;
using CdcReplicator.Model;
using CdcReplicator.Testing;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>Writes events as a log would hold them: rising offsets, append times under the test's control.</summary>
internal sealed class LogScript
{
    public const string Publisher = "shop";
    public const string Connector = "erp";

    public List<LogEvent> Events { get; } = [];

    public long Time { get; set; } = 1_000_000;

    public LogScript Wait(long milliseconds)
    {
        Time += milliseconds;
        return this;
    }

    public LogScript Sdk(long number, long place, long count, string publisher = Publisher, string? text = null) =>
        Add(
            new RowEvent(
                Row(text ?? $"{publisher}:{number}/{place}"),
                new SourceInfo(WellKnown.SdkConnector, publisher, number, null, SnapshotMark.None, 0),
                new TransactionBlock(new TransactionId($"{publisher}:{number}"), place, count)
            )
        );

    public LogScript Begin(long id, long lsn = 0) => Add(new BeginEvent($"{id}:{lsn}"));

    // The source's clock goes with its numbers: what comes again has the time that it had.
    public LogScript End(long id, long count, long lsn) => Add(new EndEvent($"{id}:{lsn}", count, lsn));

    public LogScript Dbz(
        long id,
        long place,
        long? lsn,
        string text,
        string source = Connector,
        KeyChangeRole role = KeyChangeRole.None,
        ChangeOperation operation = ChangeOperation.Create
    ) =>
        Add(
            new RowEvent(
                Row(text) with
                {
                    Operation = operation,
                },
                new SourceInfo("postgresql", source, id, lsn, SnapshotMark.None, 0),
                new TransactionBlock(new TransactionId($"{id}:{lsn}"), place, null)
            )
            {
                KeyChange = role,
            }
        );

    public LogScript Lone(string text, SnapshotMark mark = SnapshotMark.None, string source = Connector) =>
        Add(
            new RowEvent(
                Row(text) with
                {
                    Operation = ChangeOperation.Read,
                },
                new SourceInfo("postgresql", source, null, 1, mark, 0),
                null
            )
            {
                Place = new RowPlace("", null, null, AppliesAgain: true),
            }
        );

    /// <summary>The delete of a key change without transaction block.</summary>
    public LogScript LoneDelete(string text, long lsn, string source = Connector) =>
        LoneKeyChange(text, lsn, source, ChangeOperation.Delete, KeyChangeRole.OldRow);

    /// <summary>Its create.</summary>
    public LogScript LoneCreate(string text, long lsn, string source = Connector) =>
        LoneKeyChange(text, lsn, source, ChangeOperation.Create, KeyChangeRole.NewRow);

    /// <summary>A row of MySQL inside a transaction.</summary>
    public LogScript Binlog(string id, long place, BinlogPlace at, string text) =>
        Add(
            new RowEvent(
                Row(text),
                new SourceInfo("mysql", Connector, null, null, SnapshotMark.None, 0) { Binlog = at },
                new TransactionBlock(new TransactionId(id), place, null)
            )
        );

    /// <summary>Anything else.</summary>
    public LogScript Other(EventContent content) => Add(content);

    /// <summary>The content of an event of another script.</summary>
    public LogScript Again(in LogEvent logEvent) => logEvent.Other is { } other ? Add(other) : Add(logEvent.Row);

    public LogScript Heartbeat() => Add(HeartbeatEvent.Instance);

    public LogScript Tombstone() => Add(TombstoneEvent.Instance);

    public LogScript Control(
        string prefix,
        string json,
        string name = WellKnown.OperatorPublisher,
        string connector = WellKnown.SdkConnector,
        TransactionBlock? block = null
    ) =>
        Add(
            new MessageEvent(
                prefix,
                Encoding.UTF8.GetBytes(json),
                new SourceInfo(connector, name, null, null, SnapshotMark.None, 0),
                block
            )
        );

    /// <summary>A publisher gives a number of its own up.</summary>
    public LogScript Abandon(long number, string publisher = Publisher) =>
        Control(WellKnown.AbandonMessage, $$"""{"publisher":"{{publisher}}","number":{{number}}}""", publisher);

    public LogScript Message(long id, long place, long lsn) =>
        Add(
            new MessageEvent(
                "note",
                [],
                new SourceInfo("postgresql", Connector, id, lsn, SnapshotMark.None, 0),
                new TransactionBlock(new TransactionId($"{id}:{lsn}"), place, null)
            )
        );

    /// <summary>Assembles all events from a restart offset on; each transaction as <c>sequence=row,row</c>.</summary>
    public List<string> Assemble(
        long restartOffset = 0,
        long lastApplied = -1,
        long maxBytes = long.MaxValue,
        ITransactionSpool? spool = null,
        List<CompletedTransaction>? completed = null
    )
    {
        var assembler = new TransactionAssembler(
            ClusterSettings.NewLog(),
            new AssemblyStart(restartOffset, lastApplied, 0),
            maxBytes,
            spool ?? new MemorySpool(this)
        );
        var result = new List<string>();
        foreach (var logEvent in Events.Where(e => e.Record.Offset >= restartOffset))
        {
            if (assembler.Add(logEvent) is { } whole)
            {
                completed?.Add(whole);
                result.Add($"{whole.Transaction.Sequence}={string.Join(',', whole.Transaction.Rows.Select(Text))}");
            }
        }

        return result;
    }

    public static string Text(RowChange change) =>
        change.After!.Value.TryGet("text", out var value) ? value.ToString()! : "";

    private LogScript LoneKeyChange(
        string text,
        long lsn,
        string source,
        ChangeOperation operation,
        KeyChangeRole role
    ) =>
        Add(
            new RowEvent(
                Row(text) with
                {
                    Operation = operation,
                },
                new SourceInfo("postgresql", source, null, lsn, SnapshotMark.None, 0),
                null
            )
            {
                KeyChange = role,
                Place = new RowPlace("", new SourcePlace(0, lsn, 0), null, AppliesAgain: false),
            }
        );

    private static RowChange Row(string text) =>
        new()
        {
            Table = new TableName("public", "t"),
            Operation = ChangeOperation.Create,
            Key = RowImages.Of(("text", DataValue.Text(text))),
            After = RowImages.Of(("text", DataValue.Text(text))),
        };

    private LogScript Add(RowEvent row)
    {
        Events.Add(new LogEvent(NextRecord(), row));
        return this;
    }

    private LogScript Add(EventContent other)
    {
        Events.Add(new LogEvent(NextRecord(), other));
        return this;
    }

    private LogRecord NextRecord() => new(Events.Count, Time, null, new byte[100], []);
}
