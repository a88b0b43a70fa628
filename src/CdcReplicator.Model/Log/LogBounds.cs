namespace CdcReplicator.Model;

/// <summary>What a log holds now.</summary>
/// <param name="StartOffset">The first offset still kept by retention.</param>
/// <param name="EndOffset">The offset the next record will get.</param>
/// <param name="StartTime">Append time of the oldest kept record (Unix ms), or null if the log is empty.</param>
/// <param name="EndTime">Append time of the newest record (Unix ms), or null if the log is empty.</param>
public readonly record struct LogBounds(long StartOffset, long EndOffset, long? StartTime, long? EndTime);
