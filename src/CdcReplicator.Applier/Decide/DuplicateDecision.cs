using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>Whether a transaction was there before.</summary>
/// <param name="IsDuplicate">It was; it is passed over.</param>
/// <param name="Progress">The publisher's numbers after it, if they changed.</param>
/// <param name="IsForgotten">Nobody knows any more whether it was; it is rejected.</param>
internal readonly record struct DuplicateDecision(
    bool IsDuplicate,
    PublisherProgress? Progress,
    bool IsForgotten = false
)
{
    /// <summary>Its number is too far above its publisher's highest; it is rejected, and changes nothing.</summary>
    public bool IsOutOfReach { get; init; }

    /// <summary>Whether a source begins with it to send again what came before.</summary>
    public bool IsFirstAgain { get; init; }
}
