namespace CdcReplicator.Model;

/// <summary>
/// How much is remembered of a publisher. Part of the log's contract: nodes decide by it, alike, and publishers keep
/// within it. Changing it changes verdicts.
/// </summary>
public static class PublisherMemory
{
    /// <summary>
    /// How many numbers that were passed over are remembered of a publisher with consecutive numbers: 1000. A
    /// transaction whose number is below them is rejected (<see cref="RejectionReason.NumberForgotten"/>). So a
    /// publisher may not have more numbers than that on their way or handed out and unused.
    /// </summary>
    public const int MaxMissing = 1000;
}
