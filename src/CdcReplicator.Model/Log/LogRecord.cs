namespace CdcReplicator.Model;

/// <summary>One record of the change log, as its bytes stand there.</summary>
/// <param name="Offset">Its place in the log. Offsets rise; they may have gaps (control records of the broker).</param>
/// <param name="AppendTime">When the log appended it, milliseconds since the Unix epoch, by the log's clock.</param>
/// <param name="Key">Key bytes, or null.</param>
/// <param name="Value">Value bytes, or null (tombstone).</param>
/// <param name="Headers">Headers in order; empty if none.</param>
public sealed record LogRecord(
    long Offset,
    long AppendTime,
    byte[]? Key,
    byte[]? Value,
    IReadOnlyList<RecordHeader> Headers
);
