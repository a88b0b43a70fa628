using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>A node has written nothing of what it was to write.</summary>
internal sealed class RepairFailedException(RepairOutcome outcome, string error)
    : ReplicationException($"Node '{outcome.NodeId}' was not repaired: {error}", "Nothing was written.")
{
    /// <summary>What it said.</summary>
    public RepairOutcome Outcome => outcome;
}
