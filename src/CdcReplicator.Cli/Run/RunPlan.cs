using CdcReplicator.ChangeLog;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Cli;

/// <summary>What <c>run</c> will do, validated.</summary>
/// <param name="Log">The cluster's log.</param>
/// <param name="Options">The settings.</param>
/// <param name="Nodes">The nodes whose appliers run.</param>
/// <param name="Http">Where metrics and health are served; null for nowhere.</param>
internal sealed record RunPlan(
    ChangeLogUri Log,
    ReplicatorOptions Options,
    IReadOnlyList<NodeOptions> Nodes,
    HttpEndpoint? Http
)
{
    /// <summary>Whether what the nodes hold is replaced by a donor's rows first.</summary>
    public bool Replaces { get; init; }

    /// <summary>Checks everything and reports every error at once.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="only">Nodes to run; empty for all.</param>
    /// <param name="http">Where to serve metrics and health, if that is given here.</param>
    /// <exception cref="BadInputException">Something is wrong.</exception>
    public static RunPlan Create(ReplicatorOptions options, IReadOnlyList<string> only, string? http = null)
    {
        var problems = new List<string>();
        var log = ClusterOptions.LogUri(options, problems);

        if (options.Nodes.Count == 0)
        {
            problems.Add("No node is configured. Add one under CdcReplicator:Nodes; docs/cli.md has an example.");
        }

        var chosen = options.Nodes.Where(node => only.Count == 0 || only.Contains(node.Id)).ToList();
        problems.AddRange(
            chosen.SelectMany(node => node.Validate().Select(error => $"Node {Printable.Quote(node.Id)}: {error}"))
        );
        problems.AddRange(
            options
                .Nodes.GroupBy(node => node.Id, StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
                .Select(group =>
                    $"Node id {Printable.Quote(group.Key)} is given {group.Count()} times; ids are unique in a cluster."
                )
        );
        problems.AddRange(
            only.Where(id => options.Nodes.All(node => node.Id != id))
                .Select(id =>
                    $"--node {Printable.Quote(id)}: there is no such node in the configuration "
                    + $"({Names(options.Nodes)})."
                )
        );
        problems.AddRange(options.Applier.Validate());
        var monitoring = options.Monitoring;
        problems.AddRange(monitoring.Validate());
        var address = monitoring.Endpoint(
            "--http (Monitoring:RunHttp)",
            http ?? monitoring.RunHttp,
            MonitoringOptions.DefaultRunHttp,
            problems
        );
        return problems.Count == 0
            ? new RunPlan(log!, options, chosen, address)
            : throw new BadInputException(problems);
    }

    private static string Names(IReadOnlyList<NodeOptions> nodes) =>
        nodes.Count == 0 ? "it has none" : string.Join(", ", nodes.Select(node => node.Id));
}
