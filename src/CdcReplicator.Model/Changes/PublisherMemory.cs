namespace CdcReplicator.Model;

/// <summary>
/// How much is remembered of a publisher. Part of the log's contract: nodes decide by it, alike, and publishers keep
/// within it. Changing it changes verdicts.
/// </summary>
internal static class PublisherMemory
{
    /// <summary>
    /// How many numbers that were passed over are remembered of a publisher with consecutive numbers: 1000. A
    /// transaction whose number is below them is rejected (<see cref="RejectionReason.NumberForgotten"/>). So a
    /// publisher may not have more numbers than that on their way or handed out and unused.
    /// </summary>
    public const int MaxMissing = 1000;

    /// <summary>
    /// How far above the highest number of a publisher its next one may be: 1,000,000. Numbers are handed out in blocks
    /// of 32 at most, so that takes tens of thousands of processes that die without a write. A number above it is
    /// refused (<see cref="RejectionReason.NumberOutOfReach"/>); if it were taken, it would leave no numbers for what
    /// comes after.
    /// </summary>
    public const long MaxJump = 1_000_000;
}
