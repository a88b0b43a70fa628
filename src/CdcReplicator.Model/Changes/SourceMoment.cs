namespace CdcReplicator.Model;

/// <summary>
/// When a transaction of a connector was committed, as its source counts. Repetitions are recognised by it.
/// </summary>
/// <param name="Place">Its place among the source's changes.</param>
/// <param name="Time">The source's clock at the commit, Unix ms; 0 if it is unknown.</param>
/// <param name="Run">The run of the connector that sent it; null if it is unknown.</param>
/// <param name="AtSamePlace">What another one at the same place is.</param>
internal sealed record SourceMoment(SourcePlace Place, long Time, string? Run, SamePlace AtSamePlace)
{
    /// <summary>The lowest position of its rows in the source's log; null if it has none, or they tell none.</summary>
    public long? FirstPosition { get; init; }
}
