namespace CdcReplicator.Debezium;

/// <summary>
/// What a field of a record says, wherever it stands in it. Versions of Debezium differ in order and number of fields,
/// not in names.
/// </summary>
internal enum EnvelopeRole : byte
{
    /// <summary>Nothing that decides anything.</summary>
    None,
    Op,
    Before,
    After,
    Source,
    Transaction,
    Message,
    Status,
    Id,
    EventCount,
    Connector,
    SourceName,
    SourceTime,
    Snapshot,
    Database,
    Schema,
    Table,
    TransactionNumber,
    Lsn,
    BinlogFile,
    BinlogPosition,
    BinlogRow,
    Sequence,
    Gtid,
    CommitLsn,
    ChangeLsn,
    EventSerial,
    RecordTime,
    BlockId,
    BlockOrder,
    BlockCount,
    Prefix,
    Content,
}
