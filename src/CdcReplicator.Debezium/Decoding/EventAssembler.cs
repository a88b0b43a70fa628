using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Judges what was read of a record and makes the event. Pure.</summary>
internal static class EventAssembler
{
    /// <summary>BEGIN or END.</summary>
    public static EventContent Boundary(in EnvelopeFields fields) =>
        fields.Status switch
        {
            "BEGIN" => new BeginEvent(Bounded(fields.Id)),
            "END" => new EndEvent(
                Bounded(fields.Id),
                fields.EventCount ?? throw new MalformedDataException("an END record has no event_count"),
                fields.RecordTime ?? 0
            ),
            var other => throw new MalformedDataException($"a transaction record has the status '{other}'"),
        };

    /// <summary>A logical message; of which form its content is if it stands as text.</summary>
    public static EventContent Message(in EnvelopeFields fields, BinaryForm contents) =>
        new MessageEvent(
            fields.Prefix ?? throw new MalformedDataException("a logical message has no prefix"),
            fields is { IsContentText: true, Content: { } text }
                ? MessageContent.OfText(text, contents)
                : fields.Content ?? [],
            Source(fields),
            Block(fields)
        );

    /// <summary>A row change or truncate.</summary>
    public static RowEvent Row(
        in EnvelopeFields fields,
        ChangeOperation operation,
        RowImage? key,
        KeyChangeRole keyChange,
        RowImage? otherKey
    )
    {
        var source = Source(fields);
        var change = new RowChange
        {
            Table = Table(fields),
            Operation = operation,
            Key = key,
            Before = fields.Before,
            After = fields.After,

            // One record cannot tell whether the rest of the old row is filler; where there is a key, nobody asks.
            BeforeIsComplete =
                fields.Before is not null
                && operation is ChangeOperation.Update or ChangeOperation.Delete
                && source.Semantics == WriteSemantics.Trusted,
        };
        Check(change);
        return new RowEvent(change, source, Block(fields)) { KeyChange = keyChange, OtherKey = otherKey };
    }

    /// <summary>The operation of an <c>op</c>; null for a logical message.</summary>
    public static ChangeOperation? Operation(string? op) =>
        op switch
        {
            "c" or "C" => ChangeOperation.Create,
            "u" or "U" => ChangeOperation.Update,
            "d" or "D" => ChangeOperation.Delete,
            "r" or "R" => ChangeOperation.Read,
            "t" or "T" => ChangeOperation.Truncate,
            "m" or "M" => null,
            _ => throw new MalformedDataException($"the operation '{op}' is unknown"),
        };

    private static void Check(in RowChange change)
    {
        var missing = change.Operation switch
        {
            ChangeOperation.Create or ChangeOperation.Read or ChangeOperation.Update when change.After is null =>
                "after",
            ChangeOperation.Delete when change.Before is null && change.Key is null => "before and no key",
            _ => null,
        };
        if (missing is not null)
        {
            throw new MalformedDataException($"a {change.Operation} of {change.Table} has no {missing}");
        }
    }

    // Connectors of databases without schemas say the database instead.
    private static TableName Table(in EnvelopeFields fields) =>
        (fields.Schema ?? fields.Database, fields.Table) is ({ Length: > 0 } schema, { Length: > 0 } table)
            ? new TableName(schema, table)
            : throw new MalformedDataException("a row change names no table");

    private static SourceInfo Source(in EnvelopeFields fields) =>
        new(
            fields.Connector ?? throw new MalformedDataException("the source block has no connector"),
            fields.SourceName ?? throw new MalformedDataException("the source block has no name"),
            fields.TransactionNumber,
            fields.Lsn,
            Snapshot(fields.Snapshot),
            fields.SourceTime ?? 0
        )
        {
            Binlog = fields is { BinlogFile: { } file, BinlogPosition: { } position }
                ? new BinlogPlace(file, position, fields.BinlogRow ?? 0)
                : null,
        };

    private static SnapshotMark Snapshot(string? mark) =>
        mark switch
        {
            null or "false" => SnapshotMark.None,
            "first" => SnapshotMark.First,
            "first_in_data_collection" => SnapshotMark.FirstOfTable,
            "true" or "last_in_data_collection" => SnapshotMark.Middle,
            "last" => SnapshotMark.Last,
            "incremental" => SnapshotMark.Incremental,
            _ => throw new MalformedDataException($"the snapshot mark '{mark}' is unknown"),
        };

    // Ids of open transactions are held and shown until an operator discards them.
    private static string Bounded(string? id) =>
        id is null ? throw new MalformedDataException("a transaction record has no id that is text")
        : Encoding.UTF8.GetByteCount(id) is var length && length <= RecordLimits.MaxTransactionIdBytes ? id
        : throw LongId(length);

    private static MalformedDataException LongId(int length) =>
        new($"the id of its transaction has {length} bytes, more than {RecordLimits.MaxTransactionIdBytes}");

    private static TransactionBlock? Block(in EnvelopeFields fields) =>
        fields.BlockId is not { } id ? null
        : id.Length > RecordLimits.MaxTransactionIdBytes ? throw LongId(id.Length)
        : fields.BlockOrder is { } order ? new TransactionBlock(id, order, fields.BlockCount)
        : throw new MalformedDataException("the transaction block has no total_order");
}
