namespace CdcReplicator.Model;

/// <summary>Who published a transaction, and its number there.</summary>
internal readonly record struct PublisherStamp(string Publisher, PublisherKind Kind, long Number)
{
    /// <summary>
    /// Which of its source's numbers it is: those of another server of the same source (MySQL's GTIDs after a failover)
    /// are others. Empty where a source has one sort of numbers.
    /// </summary>
    public string Identity { get; init; } = "";

    /// <summary>
    /// Connectors: what shows whether it came before; null for SDK publishers and rows of a snapshot.
    /// </summary>
    public SourceMoment? Moment { get; init; }

    /// <summary>The name its numbers are remembered by. No name of a source has a blank.</summary>
    public string Entry => Identity.Length == 0 ? Publisher : $"{Publisher} {Identity}";
}
