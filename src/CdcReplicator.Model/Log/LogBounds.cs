namespace CdcReplicator.Model;

/// <summary>What a log holds now.</summary>
/// <param name="StartOffset">The first offset still kept by retention.</param>
/// <param name="EndOffset">The offset the next record will get.</param>
/// <param name="StartTime">Append time of the oldest kept record (Unix ms), or null if the log is empty.</param>
/// <param name="EndTime">Append time of the newest record (Unix ms), or null if the log is empty.</param>
internal readonly record struct LogBounds(long StartOffset, long EndOffset, long? StartTime, long? EndTime)
{
    /// <summary>
    /// The log's clock now, Unix ms: what ages of append times are measured with. Null: the log has none but the wall
    /// clock.
    /// </summary>
    public long? Now { get; init; }

    /// <summary>
    /// The member that keeps records from being deleted though they are past retention; null if none does.
    /// </summary>
    public RetentionHold? Hold { get; init; }
}
