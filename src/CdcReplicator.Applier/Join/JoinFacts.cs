using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>What decides how a node comes into the cluster.</summary>
internal sealed record JoinFacts
{
    /// <summary>The node's options.</summary>
    public required NodeOptions Node { get; init; }

    /// <summary>What its database holds.</summary>
    public required SeedFound Found { get; init; }

    /// <summary>Whether an operator has ordered that what it holds is replaced.</summary>
    public bool IsReplaceOrdered { get; init; }

    /// <summary>What the log holds.</summary>
    public required LogBounds Bounds { get; init; }

    /// <summary>The other nodes, as far as they might be donors.</summary>
    public required IReadOnlyList<DonorCandidate> Others { get; init; }
}
