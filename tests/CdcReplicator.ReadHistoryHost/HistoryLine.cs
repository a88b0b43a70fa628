using System.Globalization;

namespace CdcReplicator.ReadHistory;

/// <summary>The text form of events: one a line, appended by one process to its own file.</summary>
public static class HistoryLine
{
    public static string Of(WriteEvent write) =>
        FormattableString.Invariant($"W {write.Key} {write.Version} {write.Sequence}");

    public static string Of(ReadEvent read) =>
        FormattableString.Invariant(
            $"R {read.Session} {read.Node} {read.Began} {read.Ended} {read.Wanted} {(read.KeepsOrder ? 1 : 0)} {read.Position} {string.Join(',', read.Versions)}"
        );

    /// <summary>The events of one file. A last line that a kill cut off is left out: nobody was told of it.</summary>
    public static (IReadOnlyList<WriteEvent> Writes, IReadOnlyList<ReadEvent> Reads) Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var writes = new List<WriteEvent>();
        var reads = new List<ReadEvent>();
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        foreach (var line in whole.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var part = line.Split(' ');
            switch (part[0])
            {
                case "W":
                    writes.Add(new WriteEvent((int)Number(part[1]), Number(part[2]), Number(part[3])));
                    break;
                case "R":
                    reads.Add(
                        new ReadEvent(
                            part[1],
                            part[2],
                            Number(part[3]),
                            Number(part[4]),
                            Number(part[5]),
                            part[6] == "1",
                            Number(part[7]),
                            [.. part[8].Split(',').Select(Number)]
                        )
                    );
                    break;
                default:
                    throw new FormatException($"'{line}' is no event of a read history.");
            }
        }

        return (writes, reads);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
