using CdcReplicator.Router;

namespace CdcReplicator.Cli;

/// <summary>A node as the router sees it.</summary>
internal sealed record NodeReport(string Node, string Kind, string State, bool Alive, bool Drained, bool Serves)
{
    /// <summary>A member.</summary>
    /// <param name="member">The member.</param>
    /// <param name="isProved">Whether its proof is as young as the router asks.</param>
    public static NodeReport Of(MemberView member, bool isProved)
    {
        var status = member.Status;
        // The lag limit is a preference among nodes that serve.
        var facts = new GateFacts(
            status.State,
            member.IsAlive,
            member.IsDrained,
            IsWithinLagLimit: true,
            status.LastAppliedSequence
        )
        {
            IsProved = isProved,
        };
        return new NodeReport(
            status.NodeId,
            status.Kind,
            status.State.ToString(),
            member.IsAlive,
            member.IsDrained,
            ReadGate.IsInReadSet(facts)
        );
    }
}
