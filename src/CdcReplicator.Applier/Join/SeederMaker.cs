using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>Makes what fills a node; nothing is connected yet.</summary>
/// <param name="donor">How the donor is reached; its id is the donor's.</param>
/// <param name="target">How the node that is filled is reached.</param>
/// <param name="log">The log both must belong to.</param>
/// <param name="settings">How both are used.</param>
/// <exception cref="ReplicationException">Options or settings are not valid; the message lists everything.</exception>
internal delegate INodeSeeder SeederMaker(NodeOptions donor, NodeOptions target, LogId log, SeedSettings settings);
