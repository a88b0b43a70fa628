using System.CommandLine;

namespace CdcReplicator.Cli;

/// <summary><c>node add</c>: brings a node of the configuration into the cluster, and shows it.</summary>
internal static class NodeAddCommand
{
    public static Command Build(TimeProvider time)
    {
        var arguments = new NodeArguments();
        var initial = new Option<bool>("--initial")
        {
            Description =
                "The first node of a new log: what it holds now is published as the log's beginning. Its tables must "
                + "not be written to meanwhile.",
        };
        var command = new Command(
            "add",
            "Bring a node of the configuration into the cluster: fill it from a donor if it is empty, prove it equal, "
                + "show how far it is."
        )
        {
            initial,
        };
        arguments.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    async () =>
                    {
                        var plan = arguments.PlanIn(parsed, replaces: false);
                        if (parsed.GetValue(initial))
                        {
                            await InitialRun.RunAsync(plan, time, cancellationToken);
                        }

                        return await JoiningRun.RunAsync(
                            plan,
                            $"cdc-replicator node add {arguments.NodeIn(parsed)}",
                            time,
                            cancellationToken
                        );
                    },
                    cancellationToken
                )
        );
        return command;
    }
}
