namespace CdcReplicator.ChangeLog;

/// <summary>Decides whether a topic is the one it was.</summary>
internal static class TopicIdentity
{
    private const string Remedy =
        "Stop the writers and find out who did it. The log that the nodes followed is gone: make a new cluster under "
        + "another name, seed it from the node with the highest position, and write again what was written after that.";

    /// <summary>The mismatch, or null. What a starting broker says may be wrong for a moment.</summary>
    /// <param name="endpoint">The log, for the message.</param>
    /// <param name="topic">The topic's name.</param>
    /// <param name="expectedId">Its identity when the log was created or opened; null if it is unknown.</param>
    /// <param name="seen">What the brokers say; null if they do not know it.</param>
    public static LogMismatchException? Find(string endpoint, string topic, string? expectedId, TopicSight? seen) =>
        seen is null ? new LogMismatchException($"Topic '{topic}' of '{endpoint}' was deleted.", Remedy)
        : expectedId is not null && seen.Id is not null && seen.Id != expectedId
            ? new LogMismatchException(
                $"Topic '{topic}' of '{endpoint}' was deleted and created anew: its identity was {expectedId} and is "
                    + $"{seen.Id}.",
                Remedy
            )
        : seen.Partitions != 1
            ? new LogMismatchException(
                $"Topic '{topic}' of '{endpoint}' has {seen.Partitions} partitions now; total order needs 1.",
                "Partitions cannot be taken away again: make a new cluster under another name and seed it from the "
                    + "node with the highest position."
            )
        : null;
}
