using CdcReplicator.ChangeLog;
using CdcReplicator.Nodes;

namespace CdcReplicator.Cli;

/// <summary>What <c>run</c> will do, validated.</summary>
internal sealed record RunPlan(ChangeLogUri Log, ReplicatorOptions Options, IReadOnlyList<NodeOptions> Nodes)
{
    /// <summary>Checks everything and reports every error at once.</summary>
    /// <exception cref="BadInputException">Something is wrong.</exception>
    public static RunPlan Create(ReplicatorOptions options, IReadOnlyList<string> only)
    {
        var problems = new List<string>();
        var log = ClusterOptions.LogUri(options, problems);

        if (options.Nodes.Count == 0)
        {
            problems.Add("No node is configured. Add one under CdcReplicator:Nodes; docs/cli.md has an example.");
        }

        var chosen = options.Nodes.Where(node => only.Count == 0 || only.Contains(node.Id)).ToList();
        problems.AddRange(chosen.SelectMany(node => node.Validate().Select(error => $"Node '{node.Id}': {error}")));
        problems.AddRange(
            options
                .Nodes.GroupBy(node => node.Id, StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
                .Select(group => $"Node id '{group.Key}' is given {group.Count()} times; ids are unique in a cluster.")
        );
        problems.AddRange(
            only.Where(id => options.Nodes.All(node => node.Id != id))
                .Select(id => $"--node {id}: there is no such node in the configuration ({Names(options.Nodes)}).")
        );
        problems.AddRange(options.Applier.Validate());
        return problems.Count == 0 ? new RunPlan(log!, options, chosen) : throw new BadInputException(problems);
    }

    private static string Names(IReadOnlyList<NodeOptions> nodes) =>
        nodes.Count == 0 ? "it has none" : string.Join(", ", nodes.Select(node => node.Id));
}
