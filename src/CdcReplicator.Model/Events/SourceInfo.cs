namespace CdcReplicator.Model;

/// <summary>The parts of an event's <c>source</c> block that decide something.</summary>
/// <param name="Connector"><c>source.connector</c>, for example <c>postgresql</c> or <see cref="WellKnown.SdkConnector"/>.</param>
/// <param name="Name"><c>source.name</c>: topic prefix of a connector, publisher name of an SDK client.</param>
/// <param name="TransactionId"><c>source.txId</c>; the publisher's number if the SDK wrote it.</param>
/// <param name="Lsn"><c>source.lsn</c>.</param>
/// <param name="Snapshot"><c>source.snapshot</c>.</param>
/// <param name="Timestamp"><c>source.ts_ms</c>, Unix ms.</param>
public sealed record SourceInfo(
    string Connector,
    string Name,
    long? TransactionId,
    long? Lsn,
    SnapshotMark Snapshot,
    long Timestamp
)
{
    /// <summary>Checked for the SDK, trusted for everyone else.</summary>
    public WriteSemantics Semantics =>
        Connector == WellKnown.SdkConnector ? WriteSemantics.Checked : WriteSemantics.Trusted;
}
