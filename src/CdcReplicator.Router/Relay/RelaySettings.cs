using CdcReplicator.Model;

namespace CdcReplicator.Router;

/// <summary>The settings of the relay's own that a client gives, wherever in its packet they stand.</summary>
internal sealed class RelaySettings
{
    /// <summary>Settings beginning so are the relay's; a node never sees what a client gave for one.</summary>
    public const string Prefix = "cdc.";

    private const string LevelName = "cdc.level";
    private const string TokenName = "cdc.token";

    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);

    /// <summary>The level; null if none was given.</summary>
    public string? Level => _given.GetValueOrDefault(LevelName);

    /// <summary>The token; null if none was given.</summary>
    public string? Token => _given.GetValueOrDefault(TokenName);

    /// <summary>Whether a setting, with or without its value, is the relay's.</summary>
    public static bool IsOurs(string setting) => setting.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Takes a setting that is written as <c>name=value</c>.</summary>
    /// <exception cref="FormatException">It is unknown, or given twice.</exception>
    public void Take(string setting)
    {
        var (name, value) = setting.IndexOf('=', StringComparison.Ordinal) is var equals and > 0
            ? (setting[..equals], setting[(equals + 1)..])
            : (setting, "");
        Take(name, value);
    }

    /// <summary>Takes a setting.</summary>
    /// <exception cref="FormatException">It is unknown, or given twice.</exception>
    public void Take(string name, string value)
    {
        if (name is not (LevelName or TokenName))
        {
            throw new FormatException(
                $"There is no setting {Printable.Quote(name)}; the relay knows {LevelName} and {TokenName}."
            );
        }

        if (!_given.TryAdd(name, value) && _given[name] != value)
        {
            throw new FormatException(
                $"{name} is given twice, as {Printable.Quote(_given[name])} and {Printable.Quote(value)}."
            );
        }
    }
}
