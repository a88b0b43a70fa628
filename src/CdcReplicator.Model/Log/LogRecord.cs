namespace CdcReplicator.Model;

/// <summary>
/// One record of the change log, as its bytes stand there. A struct: records come by the hundred thousand and are held
/// in arrays.
/// </summary>
/// <param name="Offset">Its place in the log. Offsets rise; they may have gaps (control records of the broker).</param>
/// <param name="AppendTime">
/// When the log appended it, milliseconds since the Unix epoch, by the log's clock; <see cref="NoTime"/> if that is not
/// known.
/// </param>
/// <param name="Key">Key bytes, or nothing.</param>
/// <param name="Value">Value bytes, or nothing (tombstone).</param>
/// <param name="Headers">Headers in order; empty if none.</param>
internal readonly record struct LogRecord(
    long Offset,
    long AppendTime,
    RecordBytes Key,
    RecordBytes Value,
    IReadOnlyList<RecordHeader> Headers
)
{
    /// <summary>The <see cref="AppendTime"/> of a record that cannot be had.</summary>
    public const long NoTime = -1;

    /// <summary>
    /// Why its bytes cannot be had, though it stands in the log; null for nearly all records. It says nothing then but
    /// its offset, and nobody can decode it. One stands for all records of a batch that cannot be had; it has the last
    /// one's offset.
    /// </summary>
    public string? Unreadable { get; init; }
}
