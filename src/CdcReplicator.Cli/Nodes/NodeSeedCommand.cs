using System.CommandLine;
using CdcReplicator.Lifecycle;

namespace CdcReplicator.Cli;

/// <summary><c>node seed --replace</c>: fills a node anew, whatever it holds.</summary>
internal static class NodeSeedCommand
{
    public static Command Build(TimeProvider time)
    {
        var arguments = new NodeArguments();
        var confirmation = new Confirmation();
        var replace = new Option<bool>("--replace")
        {
            Description = "Its replicated tables and its position go first. Required.",
        };
        var command = new Command("seed", "Fill a node anew from a donor, and prove it equal.") { replace };
        arguments.AddTo(command);
        confirmation.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    async () =>
                    {
                        var node = arguments.NodeIn(parsed);
                        if (!parsed.GetValue(replace))
                        {
                            throw new BadInputException([
                                $"What {node} holds would be lost: say --replace. An empty node needs no such order: "
                                    + $"cdc-replicator node add {node}",
                            ]);
                        }

                        var plan = arguments.PlanIn(parsed, replaces: true);
                        confirmation.Ask(parsed, $"Drop the replicated tables of {node} and fill them anew?");
                        await AuditAsync(plan, node, time, cancellationToken);
                        return await JoiningRun.RunAsync(
                            plan,
                            $"cdc-replicator node add {node}",
                            time,
                            cancellationToken
                        );
                    },
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task AuditAsync(
        RunPlan plan,
        string node,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await using var cluster = await ClusterOpening.OpenAsync(
            plan.Options,
            createIfMissing: false,
            time,
            cancellationToken
        );
        await Orders
            .Of(cluster)
            .GiveAsync("node seed --replace", node, reason: null, _ => Task.CompletedTask, cancellationToken);
    }
}
