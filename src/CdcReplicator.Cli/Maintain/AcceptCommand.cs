using System.CommandLine;
using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary><c>accept</c>: an operator says that a node which differs is the one that is right.</summary>
internal static class AcceptCommand
{
    public static Command Build(TimeProvider time) =>
        NodeCommand.Complete(
            new Command("accept", "Say that a diverged node is right, so that it gets reads again."),
            time,
            (_, orders, name, cancellationToken) => AcceptAsync(orders, name, time, cancellationToken)
        );

    private static async Task AcceptAsync(
        Orders orders,
        string name,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var member = await KnownNode.FindAsync(orders.Metadata, name, time, cancellationToken);
        var findings = new DivergenceStore(orders.Metadata, time);
        if (await findings.FindAsync(name, cancellationToken) is not { IsDiverged: true } finding)
        {
            if (member.Status is { State: NodeState.Joining, LastAppliedSequence: >= 0, Reason: not null })
            {
                await VouchAsync(orders, findings, member.Status, cancellationToken);
                return;
            }

            throw new BadInputException([
                $"{Printable.Quote(name)} is not known to differ; there is nothing to accept.",
            ]);
        }

        var through = Math.Max(finding.Sequence, member.Status.LastAppliedSequence);
        await orders.GiveAsync(
            "accept",
            name,
            finding.Reason,
            ending =>
                findings.ClearAsync(name, through, DivergenceFinder.Operator, "An operator says it is right.", ending),
            cancellationToken
        );
        PlainOutput.Line(
            $"{name} counts as right up to sequence {through} and gets reads again. Repair the others, then: "
                + "cdc-replicator verify"
        );
    }

    /// <summary>A node that was filled waits for a comparison that may never come: nobody else is left.</summary>
    private static async Task VouchAsync(
        Orders orders,
        DivergenceStore findings,
        MemberStatus member,
        CancellationToken cancellationToken
    )
    {
        var isTaken = false;
        await orders.GiveAsync(
            "accept",
            member.NodeId,
            member.Reason,
            async ending =>
                isTaken = await findings.VouchAsync(
                    member.NodeId,
                    member.LastAppliedSequence,
                    "An operator says it is right; nobody has compared it.",
                    ending
                ),
            cancellationToken
        );
        PlainOutput.Line(
            isTaken
                ? $"{member.NodeId} counts as right uncompared up to sequence {member.LastAppliedSequence} and serves "
                    + "within a minute. Compare it when others are there: cdc-replicator verify"
                : $"{member.NodeId} was just found to differ; look at it: cdc-replicator status"
        );
    }
}
