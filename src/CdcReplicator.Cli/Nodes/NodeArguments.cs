using System.CommandLine;

namespace CdcReplicator.Cli;

/// <summary>What commands that work on a node of the configuration have in common.</summary>
internal sealed class NodeArguments
{
    private readonly ClusterOptions _cluster = new();

    private readonly Argument<string> _node = new("ID") { Description = "The node, as the configuration names it." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_node);
        _cluster.AddTo(command);
        _cluster.AddOrderKeyTo(command);
    }

    /// <summary>The node's name.</summary>
    public string NodeIn(ParseResult parsed) => parsed.GetRequiredValue(_node);

    /// <summary>The plan for that node alone.</summary>
    /// <exception cref="Lifecycle.BadInputException">The configuration is wrong, or has no such node.</exception>
    public RunPlan PlanIn(ParseResult parsed) => RunPlan.Create(_cluster.Load(parsed), [NodeIn(parsed)], http: "none");
}
