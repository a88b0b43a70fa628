using System.CommandLine;
using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>
/// <c>node remove</c>, and <c>forget</c> as it was called before: a node is no member any more, and nothing waits for
/// it or asks for it.
/// </summary>
internal static class ForgetCommand
{
    /// <summary><c>node remove</c>.</summary>
    public static Command BuildRemove(TimeProvider time) =>
        Build("remove", "Say good-bye to a node: take it out of the cluster for good.", time);

    /// <summary>The same by its earlier name.</summary>
    public static Command Build(TimeProvider time) =>
        Build("forget", "The same as node remove: take a node out of the cluster for good.", time);

    private static Command Build(string name, string description, TimeProvider time)
    {
        var force = new Option<bool>("--force") { Description = "Also if its applier runs: it halts." };
        var undo = new Option<bool>("--undo") { Description = "Let a forgotten node be a member again." };
        return NodeCommand.Complete(
            new Command(name, description) { force, undo },
            time,
            (parsed, orders, node, cancellationToken) =>
                parsed.GetValue(undo)
                    ? ReadmitAsync(orders, node, time, cancellationToken)
                    : ForgetAsync(orders, node, parsed.GetValue(force), time, cancellationToken)
        );
    }

    private static async Task ForgetAsync(
        Orders orders,
        string name,
        bool force,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var members = await new MemberStore(orders.Metadata, time).ReadAsync(cancellationToken);
        var isUnreadable = members.Unreadable.Any(entry => entry.NodeId == name);
        var member = isUnreadable ? null : KnownNode.Among(members, name);
        if (member is { IsAlive: true } && !force)
        {
            throw new BadInputException([
                $"The applier of {Printable.Quote(name)} runs: its heartbeat is "
                    + $"{member.HeartbeatAge.TotalSeconds:0.0} s old. Stop it first, or say --force: then it halts.",
            ]);
        }

        await orders.GiveAsync(
            "forget",
            name,
            force ? "--force" : null,
            ending => new MemberRemoval(orders.Metadata, time).ForgetAsync(name, ending),
            cancellationToken
        );
        PlainOutput.Line(
            $"{name} is forgotten; its database was not touched. To let it come back: cdc-replicator node "
                + $"remove {name} --undo"
        );
    }

    private static async Task ReadmitAsync(
        Orders orders,
        string name,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (await new ForgottenStore(orders.Metadata).FindAsync(name, cancellationToken) is not { IsForgotten: true })
        {
            throw new BadInputException([$"{Printable.Quote(name)} was not forgotten; there is nothing to undo."]);
        }

        await orders.GiveAsync(
            "forget --undo",
            name,
            reason: null,
            ending => new MemberRemoval(orders.Metadata, time).ReadmitAsync(name, ending),
            cancellationToken
        );
        PlainOutput.Line($"{name} may be a member again: run its applier.");
    }
}
