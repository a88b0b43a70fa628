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
}
