using System.CommandLine;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>The options of <c>verify</c> that repair a node.</summary>
internal sealed class RepairArguments
{
    private const string Majority = "majority";

    private readonly Option<string?> _repair = new("--repair")
    {
        Description = "Rewrite on this node the rows in which it differs, until nothing differs.",
        HelpName = "NODE",
    };

    private readonly Option<string> _from = new("--from")
    {
        Description = "With --repair: the node that is right, or 'majority' for what most nodes have.",
        HelpName = "NODE|majority",
        DefaultValueFactory = _ => Majority,
    };

    private readonly Confirmation _confirmation = new();

    /// <summary>Adds them.</summary>
    public void AddTo(Command command)
    {
        command.Add(_repair);
        command.Add(_from);
        _confirmation.AddTo(command);
    }

    /// <summary>What is to be repaired; null if nothing is.</summary>
    /// <exception cref="BadInputException">They contradict each other, or nobody can be asked.</exception>
    public RepairSettings? Of(ParseResult parsed, TimeSpan timeout)
    {
        var from = parsed.GetValue(_from)!;
        if (parsed.GetValue(_repair) is not { } node)
        {
            return from == Majority && !_confirmation.IsGiven(parsed)
                ? null
                : throw new BadInputException(["--from and --yes belong to --repair NODE. Name the node to repair."]);
        }

        if (from == node)
        {
            throw new BadInputException([
                $"Node {Printable.Quote(node)} cannot be repaired from itself. Name another one with --from.",
            ]);
        }

        var right = from == Majority ? "what most nodes have" : $"what {Printable.Quote(from)} has";
        _confirmation.Ask(parsed, $"Replace the rows of {Printable.Quote(node)} that differ by {right}?");
        return new RepairSettings(node, from == Majority ? null : from, (int)timeout.TotalSeconds);
    }
}
