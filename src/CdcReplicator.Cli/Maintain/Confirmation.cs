using System.CommandLine;
using CdcReplicator.Lifecycle;

namespace CdcReplicator.Cli;

/// <summary>Asks before an order is given. The one way of asking for all commands.</summary>
internal sealed class Confirmation
{
    private readonly Option<bool> _yes = new("--yes") { Description = "Give the order without asking." };

    /// <summary>Adds the option that answers beforehand to a command.</summary>
    public void AddTo(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Add(_yes);
    }

    /// <summary>Asks whether to do it; without a terminal that can answer, --yes must be said.</summary>
    /// <exception cref="BadInputException">Nobody can be asked, or the answer was not yes.</exception>
    public void Ask(ParseResult parsed, string question)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        if (parsed.GetValue(_yes))
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
