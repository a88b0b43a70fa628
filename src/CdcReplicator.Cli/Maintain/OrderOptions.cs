using System.CommandLine;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>What orders that cannot be taken back have in common: a reason, and a question first.</summary>
internal sealed class OrderOptions
{
    private const int MaxReason = 500;

    private readonly Option<string> _reason = new("--reason")
    {
        Description = $"Why; it stands in the log with the order. Up to {MaxReason} characters.",
        Required = true,
    };

    private readonly Option<bool> _yes = new("--yes") { Description = "Give the order without asking." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_reason);
        command.Add(_yes);
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
    public void Confirm(ParseResult parsed, string question) => Confirm(parsed.GetValue(_yes), question);

    /// <summary>Asks whether to do it, unless it is confirmed.</summary>
    /// <exception cref="BadInputException">Nobody can be asked, or the answer was not yes.</exception>
    public static void Confirm(bool isConfirmed, string question)
    {
        if (isConfirmed)
        {
            return;
        }

        if (Console.IsInputRedirected)
        {
            throw new BadInputException([$"{question} Nobody can be asked here: say --yes to do it."]);
        }

        PlainOutput.Line($"{question} [y/N]");
        if (!string.Equals(Console.ReadLine()?.Trim(), "y", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadInputException(["Not confirmed; nothing was ordered."]);
        }
    }
}
