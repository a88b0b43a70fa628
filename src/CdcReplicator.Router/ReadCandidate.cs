using CdcReplicator.Model;

namespace CdcReplicator.Router;

/// <summary>A node that passed the gate.</summary>
/// <param name="Member">The node.</param>
/// <param name="InFlight">Connections to it that this router has handed out and that are still open.</param>
public readonly record struct ReadCandidate(MemberStatus Member, int InFlight);
