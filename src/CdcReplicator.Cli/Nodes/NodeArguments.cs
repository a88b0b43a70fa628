using System.CommandLine;

namespace CdcReplicator.Cli;

/// <summary>What commands that fill a node have in common: the node, the donor, the load.</summary>
internal sealed class NodeArguments
{
    private readonly ClusterOptions _cluster = new();

    private readonly Argument<string> _node = new("ID") { Description = "The node, as the configuration names it." };

    private readonly Option<string?> _from = new("--from")
    {
        Description =
            "The donor. Default: Seed:From of the node, else the serving node of its kind with the least lag.",
    };

    private readonly Option<bool> _fullSpeed = new("--full-speed")
    {
        Description = "Copy without pauses, whatever load that is for the donor.",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_node);
        command.Add(_from);
        command.Add(_fullSpeed);
        _cluster.AddTo(command);
        _cluster.AddOrderKeyTo(command);
    }

    /// <summary>The node's name.</summary>
    public string NodeIn(ParseResult parsed) => parsed.GetRequiredValue(_node);

    /// <summary>The configuration, with what was given here put first.</summary>
    /// <exception cref="Lifecycle.BadInputException">It is wrong, or has no such node.</exception>
    public RunPlan PlanIn(ParseResult parsed, bool replaces)
    {
        var options = _cluster.Load(parsed);
        var (node, from, isFullSpeed) = (NodeIn(parsed), parsed.GetValue(_from), parsed.GetValue(_fullSpeed));
        var nodes = options.Nodes.Select(known =>
            known.Id != node
                ? known
                : known with
                {
                    Seed = known.Seed with
                    {
                        From = from ?? known.Seed.From,
                        Copy = isFullSpeed ? known.Seed.Copy with { MaxLoad = 1 } : known.Seed.Copy,
                    },
                }
        );
        return RunPlan.Create(options with { Nodes = [.. nodes] }, [node], http: "none") with { Replaces = replaces };
    }
}
