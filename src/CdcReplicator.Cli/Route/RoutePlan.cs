using System.Net;
using CdcReplicator.ChangeLog;
using CdcReplicator.Router;

namespace CdcReplicator.Cli;

/// <summary>What <c>route</c> will do, validated.</summary>
/// <param name="Log">The cluster's log.</param>
/// <param name="ChangeLog">Settings of its client.</param>
/// <param name="Router">How nodes are chosen.</param>
/// <param name="Relay">The endpoint for PostgreSQL clients.</param>
/// <param name="Http">Where the HTTP API listens; null for nowhere.</param>
internal sealed record RoutePlan(
    ChangeLogUri Log,
    ChangeLogOptions ChangeLog,
    ReadRouterOptions Router,
    RelayOptions Relay,
    IPEndPoint? Http
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
        IPEndPoint? api = null;
        if (http is not null && !IPEndPoint.TryParse(http, out api))
        {
            problems.Add($"--http is '{http}'; it must be an IP address and a port, as in 127.0.0.1:6433.");
        }

        return problems.Count == 0
            ? new RoutePlan(log!, options.ChangeLog with { CreateIfMissing = false }, options.Router, relay, api)
            : throw new BadInputException(problems);
    }
}
