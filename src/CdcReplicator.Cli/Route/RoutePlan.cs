using CdcReplicator.ChangeLog;
using CdcReplicator.Lifecycle;
using CdcReplicator.Router;

namespace CdcReplicator.Cli;

/// <summary>What <c>route</c> will do, validated.</summary>
/// <param name="Log">The cluster's log.</param>
/// <param name="ChangeLog">Settings of its client.</param>
/// <param name="Router">How nodes are chosen.</param>
/// <param name="Relay">The endpoint for PostgreSQL clients.</param>
/// <param name="Http">Where the HTTP API listens; null for nowhere.</param>
/// <param name="IsHttpGiven">Whether that was asked for, and is not only the default.</param>
/// <param name="Otlp">The OpenTelemetry collector; null for none.</param>
internal sealed record RoutePlan(
    ChangeLogUri Log,
    ChangeLogOptions ChangeLog,
    ReadRouterOptions Router,
    RelayOptions Relay,
    HttpEndpoint? Http,
    bool IsHttpGiven,
    Uri? Otlp
)
{
    /// <summary>Checks everything and reports every error at once.</summary>
    /// <exception cref="BadInputException">Something is wrong.</exception>
    public static RoutePlan Create(ReplicatorOptions options, string? listen, string? http, string? level)
    {
        var problems = new List<string>();
        var log = ClusterOptions.LogUri(options, problems);

        var relay = options.Relay with
        {
            Listen = listen ?? options.Relay.Listen,
            Level = level ?? options.Relay.Level,
        };
        problems.AddRange(relay.Validate().Select(problem => $"Relay: {problem}"));
        problems.AddRange(options.Router.Validate().Select(problem => $"Router: {problem}"));
        var monitoring = options.Monitoring;
        problems.AddRange(monitoring.Validate());
        var given = http ?? monitoring.RouteHttp;
        var api = monitoring.Endpoint(
            "--http (Monitoring:RouteHttp)",
            given,
            MonitoringOptions.DefaultRouteHttp,
            problems
        );
        return problems.Count == 0
            ? new RoutePlan(
                log!,
                options.ChangeLog with
                {
                    CreateIfMissing = false,
                },
                options.Router,
                relay,
                api,
                given is not null,
                monitoring.Otlp
            )
            : throw new BadInputException(problems);
    }
}
