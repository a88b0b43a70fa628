namespace CdcReplicator.Model;

/// <summary>
/// The parts of an event's <c>source</c> block that decide something. A struct, because every row has one.
/// </summary>
internal readonly record struct SourceInfo
{
    // Numbers and their presence apart: two nullable numbers would take 16 bytes more in every row.
    private readonly long _transactionId;
    private readonly long _lsn;
    private readonly bool _hasTransactionId;
    private readonly bool _hasLsn;
    private readonly byte _scope;

    /// <summary>A source block.</summary>
    /// <param name="connector"><see cref="Connector"/>.</param>
    /// <param name="name"><see cref="Name"/>.</param>
    /// <param name="transactionId"><see cref="TransactionId"/>.</param>
    /// <param name="lsn"><see cref="Lsn"/>.</param>
    /// <param name="snapshot"><see cref="Snapshot"/>.</param>
    /// <param name="timestamp"><see cref="Timestamp"/>.</param>
    public SourceInfo(
        string connector,
        string name,
        long? transactionId,
        long? lsn,
        SnapshotMark snapshot,
        long timestamp
    )
    {
        Connector = connector;
        Name = name;
        (_transactionId, _hasTransactionId) = (transactionId.GetValueOrDefault(), transactionId.HasValue);
        (_lsn, _hasLsn) = (lsn.GetValueOrDefault(), lsn.HasValue);
        Snapshot = snapshot;
        Timestamp = timestamp;
    }

    /// <summary>
    /// <c>source.connector</c>, for example <c>postgresql</c> or <see cref="WellKnown.SdkConnector"/>.
    /// </summary>
    public string Connector { get; }

    /// <summary><c>source.name</c>: topic prefix of a connector, publisher name of an SDK client.</summary>
    public string Name { get; }

    /// <summary><c>source.txId</c>; the publisher's number if the SDK wrote it.</summary>
    public long? TransactionId => _hasTransactionId ? _transactionId : null;

    /// <summary><c>source.lsn</c>.</summary>
    public long? Lsn => _hasLsn ? _lsn : null;

    /// <summary>The place in MySQL's binary log; null of every other source.</summary>
    public BinlogPlace? Binlog { get; init; }

    /// <summary>The event's place in its source's log; null if the source block says none.</summary>
    public EventPlace? Place =>
        _hasLsn ? new EventPlace(_lsn, 0)
        : Binlog is { Number: { } number, Row: var row } ? new EventPlace(number, row)
        : null;

    /// <summary><c>source.snapshot</c>.</summary>
    public SnapshotMark Snapshot { get; }

    /// <summary>Which tables the snapshots of its source are of.</summary>
    public SnapshotScope SnapshotScope
    {
        get => (SnapshotScope)_scope;
        init => _scope = (byte)value;
    }

    /// <summary><c>source.ts_ms</c>, Unix ms.</summary>
    public long Timestamp { get; }

    /// <summary>Checked for the SDK, trusted for everyone else.</summary>
    public WriteSemantics Semantics =>
        Connector == WellKnown.SdkConnector ? WriteSemantics.Checked : WriteSemantics.Trusted;
}
