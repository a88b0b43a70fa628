using System.Globalization;

namespace CdcReplicator.ReadHistory;

/// <summary>The text form of events: one a line, with an end mark, appended by one process to its own file.</summary>
public static class HistoryLine
{
    private const string End = " .";

    public static string Of(HistoryEvent happened) =>
        happened switch
        {
            WriteEvent write => FormattableString.Invariant(
                $"W {write.Key} {write.Version} {write.Sequence} {write.Session}{End}"
            ),
            ReadEvent read => string.Create(
                CultureInfo.InvariantCulture,
                $"R {read.Session} {read.Node} {read.Began} {read.Ended} {read.Wanted} {(read.KeepsOrder ? 1 : 0)} "
                    + $"{read.Position} {string.Join(',', read.Versions)}{End}"
            ),
            TokenEvent token => FormattableString.Invariant(
                $"T {token.Session} {token.Sequence} {(token.IsTaken ? 1 : 0)}{End}"
            ),
            UnansweredEvent unanswered => $"U {unanswered.Session} {unanswered.Error}{End}",
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "Unknown event."),
        };

    /// <summary>
    /// The events of one process, one at a time. A last line that a kill cut off is left out: nobody was told of it.
    /// </summary>
    public static IEnumerable<HistoryEvent> Parse(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        string? cut = null;
        foreach (var line in lines)
        {
            if (cut is not null)
            {
                throw new FormatException($"'{cut}' has no end and is not the last line.");
            }

            if (line.EndsWith(End, StringComparison.Ordinal))
            {
                yield return Event(line, line[..^End.Length].Split(' '));
            }
            else
            {
                cut = line;
            }
        }
    }

    private static HistoryEvent Event(string line, string[] part) =>
        part[0] switch
        {
            "W" => new WriteEvent((int)Number(part[1]), Number(part[2]), Number(part[3]), part[4]),
            "R" => new ReadEvent(
                part[1],
                part[2],
                Number(part[3]),
                Number(part[4]),
                Number(part[5]),
                part[6] == "1",
                Number(part[7]),
                Array.ConvertAll(part[8].Split(','), Number)
            ),
            "T" => new TokenEvent(part[1], Number(part[2]), part[3] == "1"),
            "U" => new UnansweredEvent(part[1], part[2]),
            _ => throw new FormatException($"'{line}' is no event of a read history."),
        };

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
