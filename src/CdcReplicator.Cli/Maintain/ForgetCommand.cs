using System.CommandLine;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cli;

/// <summary><c>forget</c>: a node is no member any more, and nothing waits for it or asks for it.</summary>
internal static class ForgetCommand
{
    public static Command Build(TimeProvider time)
    {
        var node = new Argument<string>("NODE") { Description = "The node's name, as status shows it." };
        var force = new Option<bool>("--force") { Description = "Also if its applier runs: it halts." };
        var undo = new Option<bool>("--undo") { Description = "Let a forgotten node be a member again." };
        var cluster = new ClusterOptions();
        var command = new Command("forget", "Take a node out of the cluster for good.") { node, force, undo };
        cluster.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    async () =>
                    {
                        await using var connection = await ClusterConnection.OpenAsync(
                            cluster,
                            parsed,
                            time,
                            cancellationToken
                        );
                        var name = parsed.GetRequiredValue(node);
                        var metadata = connection.Log.Metadata;
                        if (parsed.GetValue(undo))
                        {
                            await ReadmitAsync(metadata, name, time, cancellationToken);
                        }
                        else
                        {
                            await ForgetAsync(metadata, name, parsed.GetValue(force), time, cancellationToken);
                        }

                        return ExitCodes.Success;
                    },
                    cancellationToken
                )
        );
        return command;
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
        Console.WriteLine(
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
        Console.WriteLine($"{name} may be a member again: run its applier.");
    }
}
