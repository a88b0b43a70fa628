using CdcReplicator.Nodes;

namespace CdcReplicator.Lifecycle;

/// <summary>What decides whether a database may be adopted.</summary>
/// <param name="NodeId">The node it shall be.</param>
/// <param name="Endpoint">Where it is.</param>
/// <param name="Log">The cluster's log.</param>
/// <param name="Found">What stands in it.</param>
/// <param name="Others">Members that live, and may work on this database or under the node's name.</param>
internal sealed record AdoptFacts(
    string NodeId,
    string Endpoint,
    string Log,
    FoundDatabase Found,
    IReadOnlyList<LivingMember> Others
);
