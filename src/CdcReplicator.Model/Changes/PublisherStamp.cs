namespace CdcReplicator.Model;

/// <summary>Who published a transaction, and its number there.</summary>
public readonly record struct PublisherStamp(string Publisher, PublisherKind Kind, long Number)
{
    /// <summary>Whether the publisher is a one-time one, whose numbers expire by log time.</summary>
    public bool IsOneTime => Publisher.StartsWith(WellKnown.OneTimePublisherPrefix, StringComparison.Ordinal);
}
