using System.CommandLine;

namespace CdcReplicator.Cli;

/// <summary><c>run</c>: the appliers named in the configuration, until Ctrl-C.</summary>
internal static class RunCommand
{
    public static Command Build(TimeProvider time)
    {
        var cluster = new ClusterOptions();
        var nodes = new Option<string[]>("--node")
        {
            Description =
                "Run only this node's applier; may be given more than once. Default: all in the configuration.",
        };
        var http = new Option<string?>("--http")
        {
            Description =
                "Where GET /metrics and /health are served: ADDRESS:PORT, or none. Default: Monitoring:RunHttp of the "
                + "configuration, else 127.0.0.1:6434.",
        };
        var command = new Command("run", "Run the appliers named in the configuration until Ctrl-C.") { nodes, http };
        cluster.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    async () =>
                    {
                        var plan = RunPlan.Create(
                            cluster.Load(parsed),
                            parsed.GetValue(nodes) ?? [],
                            parsed.GetValue(http)
                        );
                        await ApplierHost.RunAsync(plan, time, cancellationToken);
                        return ExitCodes.Success;
                    },
                    cancellationToken
                )
        );
        return command;
    }
}
