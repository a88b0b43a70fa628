using System.CommandLine;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>What orders in the log have in common: a reason, and a question first.</summary>
internal sealed class OrderOptions
{
    private const int MaxReason = 500;

    private readonly Option<string> _reason = new("--reason")
    {
        Description = $"Why; it stands in the log with the order. Up to {MaxReason} characters.",
        Required = true,
    };

    private readonly Confirmation _confirmation = new();

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_reason);
        _confirmation.AddTo(command);
    }

    /// <summary>The reason given.</summary>
    /// <exception cref="BadInputException">It is empty.</exception>
    public string ReasonIn(ParseResult parsed)
    {
        var reason = Printable.Excerpt(parsed.GetRequiredValue(_reason).Trim(), MaxReason);
        return reason.Length > 0 ? reason : throw new BadInputException(["--reason is empty; say why."]);
    }

    /// <summary>Asks whether to do it; without a terminal that can answer, --yes must be said.</summary>
    /// <exception cref="BadInputException">Nobody can be asked, or the answer was not yes.</exception>
    public void Confirm(ParseResult parsed, string question) => _confirmation.Ask(parsed, question);
}
