using System.Globalization;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>A length of time as an operator writes it: <c>90s</c>, <c>15m</c>, <c>2h</c>.</summary>
internal static class TimeText
{
    /// <summary>The time.</summary>
    /// <param name="option">The option's name, for the message.</param>
    /// <param name="text">What was written.</param>
    /// <exception cref="BadInputException">It is none.</exception>
    public static TimeSpan Read(string option, string text)
    {
        var seconds =
            text.Length == 0
                ? 0
                : text[^1] switch
                {
                    's' => 1,
                    'm' => 60,
                    'h' => 3600,
                    'd' => 86400,
                    _ => 0,
                };
        return
            seconds > 0
            && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and <= 1_000_000
            ? TimeSpan.FromSeconds((long)number * seconds)
            : throw new BadInputException([
                $"{option} {Printable.Quote(text)} is no time: give a number with s, m, h or d, as 15m.",
            ]);
    }
}
