using CdcReplicator.Cluster;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>What an applier needs to bring a node into the cluster. Without it nodes are opened as they are.</summary>
internal sealed record JoinParts
{
    /// <summary>The node's options; its <see cref="NodeOptions.Seed"/> says where it is filled from.</summary>
    public required NodeOptions Node { get; init; }

    /// <summary>Makes what fills it.</summary>
    public required SeederMaker Seeders { get; init; }

    /// <summary>Asks the others for a comparison.</summary>
    public required ControlWriter Control { get; init; }

    /// <summary>Whether what the node holds is replaced first, once.</summary>
    public bool Replace { get; init; }
}
