namespace CdcReplicator.Cluster;

/// <summary>An applier that waits to take over a node which another one serves.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="ApplierId">Identity of the applier's process.</param>
internal sealed record Standby(string NodeId, string ApplierId)
{
    /// <summary>
    /// How long it had waited when it said so, milliseconds by its own steady clock; null from a version that does not
    /// say.
    /// </summary>
    public long? WaitedMilliseconds { get; init; }
}
