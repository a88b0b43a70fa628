namespace CdcReplicator.Cluster;

/// <summary>An applier that stands by, as this process sees it now.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="ApplierId">Identity of the applier's process.</param>
/// <param name="Age">How long ago it said so.</param>
internal sealed record StandbyView(string NodeId, string ApplierId, TimeSpan Age)
{
    /// <summary>For how long it has stood by; null if it does not say.</summary>
    public TimeSpan? StandsByFor { get; init; }
}
