namespace CdcReplicator.ChangeLog;

/// <summary>Decides whether a log still holds a reader's position.</summary>
internal static class PositionCheck
{
    /// <summary>The mismatch, or null if the position is in the log.</summary>
    /// <param name="endpoint">The log, for the message.</param>
    /// <param name="topic">Its topic.</param>
    /// <param name="position">The next offset wanted.</param>
    /// <param name="start">First offset kept.</param>
    /// <param name="end">Offset the next record will get.</param>
    public static LogMismatchException? Find(string endpoint, string topic, long position, long start, long end) =>
        position < start
            ? new LogMismatchException(
                $"Offset {position} is no longer in topic '{topic}' of '{endpoint}', which holds {start} to {end}: "
                    + "retention has passed it.",
                "Seed the node anew from another node, and keep the log for longer (retention.ms, retention.bytes)."
            )
            {
                IsBehindRetention = true,
            }
        : position > end
            ? new LogMismatchException(
                $"Offset {position} is beyond the end of topic '{topic}' of '{endpoint}', which holds {start} to "
                    + $"{end}: the topic was truncated or created anew.",
                "Check that this is the log the position belongs to; if it is, seed the node anew."
            )
        : null;
}
