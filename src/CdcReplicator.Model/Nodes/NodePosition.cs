namespace CdcReplicator.Model;

/// <summary>What a node has committed. Stored in the node, in the transaction that wrote the data.</summary>
/// <param name="LastAppliedSequence">Sequence of the last decided transaction; -1 before the first.</param>
/// <param name="RestartOffset">
/// Where reading starts again: first record of the oldest open transaction, else the next record.
/// </param>
/// <param name="LogTime">
/// What the log's clock says at the sequence (<see cref="AppendClock"/>), ms; publishers expire by it.
/// </param>
/// <param name="Fingerprint">
/// Fingerprint of the record at <paramref name="LastAppliedSequence"/>; null before the first.
/// </param>
internal sealed record NodePosition(
    long LastAppliedSequence,
    long RestartOffset,
    long LogTime,
    RecordFingerprint? Fingerprint
)
{
    /// <summary>
    /// Append time of the record at <see cref="LastAppliedSequence"/>, Unix ms; null before the first.
    /// </summary>
    public long? AppendTime { get; init; }

    /// <summary>The position of a node that has applied nothing.</summary>
    public static NodePosition Origin { get; } = new(-1, 0, 0, null);
}
