using System.CommandLine;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cli;

/// <summary><c>forget</c>: a node is no member any more, and nothing waits for it or asks for it.</summary>
internal static class ForgetCommand
{
    public static Command Build(TimeProvider time)
    {
        var force = new Option<bool>("--force") { Description = "Also if its applier runs: it halts." };
        var undo = new Option<bool>("--undo") { Description = "Let a forgotten node be a member again." };
        return NodeCommand.Complete(
            new Command("forget", "Take a node out of the cluster for good.") { force, undo },
            time,
            (parsed, metadata, name, cancellationToken) =>
                parsed.GetValue(undo)
                    ? ReadmitAsync(metadata, name, time, cancellationToken)
                    : ForgetAsync(metadata, name, parsed.GetValue(force), time, cancellationToken)
        );
    }

    private static async Task ForgetAsync(
        IMetadataStore metadata,
        string name,
        bool force,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var members = await new MemberStore(metadata, time).ReadAsync(cancellationToken);
        var isUnreadable = members.Unreadable.Any(entry => entry.NodeId == name);
        var member = isUnreadable ? null : KnownNode.Among(members, name);
        if (member is { IsAlive: true } && !force)
        {
            throw new BadInputException([
                $"The applier of '{name}' runs: its heartbeat is {member.HeartbeatAge.TotalSeconds:0.0} s old. "
                    + "Stop it first, or say --force: then it halts.",
            ]);
        }

        await new MemberRemoval(metadata, time).ForgetAsync(name, cancellationToken);
        PlainOutput.Line(
            $"{name} is forgotten; its database was not touched. To let it come back: cdc-replicator forget {name} --undo"
        );
    }

    private static async Task ReadmitAsync(
        IMetadataStore metadata,
        string name,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (await new ForgottenStore(metadata).FindAsync(name, cancellationToken) is not { IsForgotten: true })
        {
            throw new BadInputException([$"'{name}' was not forgotten; there is nothing to undo."]);
        }

        await new MemberRemoval(metadata, time).ReadmitAsync(name, cancellationToken);
        PlainOutput.Line($"{name} may be a member again: run its applier.");
    }
}
