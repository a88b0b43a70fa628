namespace CdcReplicator.Debezium;

/// <summary>The roles of fields by name, for the record itself and for the structs in it.</summary>
internal static class EnvelopeRoles
{
    /// <summary>The role of a field of the record (<paramref name="parent"/> None) or of one of its structs.</summary>
    public static EnvelopeRole Of(EnvelopeRole parent, ReadOnlySpan<byte> name) =>
        parent switch
        {
            EnvelopeRole.None => OfRecord(name),
            EnvelopeRole.Source => OfSource(name),
            EnvelopeRole.Transaction => OfBlock(name),
            EnvelopeRole.Message => OfMessage(name),
            _ => EnvelopeRole.None,
        };

    private static EnvelopeRole OfRecord(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("before"u8) ? EnvelopeRole.Before
        : name.SequenceEqual("after"u8) ? EnvelopeRole.After
        : name.SequenceEqual("source"u8) ? EnvelopeRole.Source
        : name.SequenceEqual("transaction"u8) ? EnvelopeRole.Transaction
        : name.SequenceEqual("op"u8) ? EnvelopeRole.Op
        : name.SequenceEqual("message"u8) ? EnvelopeRole.Message
        : name.SequenceEqual("status"u8) ? EnvelopeRole.Status
        : name.SequenceEqual("id"u8) ? EnvelopeRole.Id
        : name.SequenceEqual("event_count"u8) ? EnvelopeRole.EventCount
        : name.SequenceEqual("ts_ms"u8) ? EnvelopeRole.RecordTime
        : EnvelopeRole.None;

    private static EnvelopeRole OfSource(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("connector"u8) ? EnvelopeRole.Connector
        : name.SequenceEqual("name"u8) ? EnvelopeRole.SourceName
        : name.SequenceEqual("ts_ms"u8) ? EnvelopeRole.SourceTime
        : name.SequenceEqual("snapshot"u8) ? EnvelopeRole.Snapshot
        : name.SequenceEqual("db"u8) ? EnvelopeRole.Database
        : name.SequenceEqual("schema"u8) ? EnvelopeRole.Schema
        : name.SequenceEqual("table"u8) ? EnvelopeRole.Table
        : name.SequenceEqual("txId"u8) ? EnvelopeRole.TransactionNumber
        : name.SequenceEqual("lsn"u8) ? EnvelopeRole.Lsn
        : name.SequenceEqual("file"u8) ? EnvelopeRole.BinlogFile
        : name.SequenceEqual("pos"u8) ? EnvelopeRole.BinlogPosition
        : name.SequenceEqual("row"u8) ? EnvelopeRole.BinlogRow
        : name.SequenceEqual("sequence"u8) ? EnvelopeRole.Sequence
        : name.SequenceEqual("gtid"u8) ? EnvelopeRole.Gtid
        : name.SequenceEqual("commit_lsn"u8) ? EnvelopeRole.CommitLsn
        : name.SequenceEqual("change_lsn"u8) ? EnvelopeRole.ChangeLsn
        : name.SequenceEqual("event_serial_no"u8) ? EnvelopeRole.EventSerial
        : EnvelopeRole.None;

    private static EnvelopeRole OfBlock(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("id"u8) ? EnvelopeRole.BlockId
        : name.SequenceEqual("total_order"u8) ? EnvelopeRole.BlockOrder
        : name.SequenceEqual("event_count"u8) ? EnvelopeRole.BlockCount
        : EnvelopeRole.None;

    private static EnvelopeRole OfMessage(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("prefix"u8) ? EnvelopeRole.Prefix
        : name.SequenceEqual("content"u8) ? EnvelopeRole.Content
        : EnvelopeRole.None;
}
