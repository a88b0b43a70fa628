using System.CommandLine;

namespace CdcReplicator.Cli;

/// <summary>
/// <c>route</c>: relays PostgreSQL clients to nodes, and names a node to other clients, until Ctrl-C.
/// </summary>
internal static class RouteCommand
{
    public static Command Build(TimeProvider time)
    {
        var cluster = new ClusterOptions();
        var listen = new Option<string?>("--listen")
        {
            Description =
                "Where PostgreSQL clients connect: ADDRESS:PORT. Default: Relay:Listen of the configuration, else "
                + "127.0.0.1:6432.",
        };
        var http = new Option<string?>("--http")
        {
            Description =
                "Where GET /route, /metrics and /health are served: ADDRESS:PORT, or none. Default: "
                + "Monitoring:RouteHttp of the configuration, else 127.0.0.1:6433.",
        };
        var level = new Option<string?>("--level")
        {
            Description =
                "Read level of clients that name none: any, bounded:RECORDS, bounded:AGE (2s), at-least:TOKEN, latest. "
                + "Default: Relay:Level of the configuration, else any.",
        };
        var command = new Command("route", "Relay PostgreSQL clients to nodes until Ctrl-C: docs/operating.md.")
        {
            listen,
            http,
            level,
        };
        cluster.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    async () =>
                    {
                        var plan = RoutePlan.Create(
                            cluster.Load(parsed),
                            parsed.GetValue(listen),
                            parsed.GetValue(http),
                            parsed.GetValue(level)
                        );
                        await RouteHost.RunAsync(plan, time, cancellationToken);
                        return ExitCodes.Success;
                    },
                    cancellationToken
                )
        );
        return command;
    }
}
