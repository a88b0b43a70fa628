using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Router;

/// <summary>The text form of a <see cref="ReadLevel"/>.</summary>
internal static class ReadLevelText
{
    private const string Any = "any";
    private const string Session = "session";
    private const string Latest = "latest";
    private const string Bounded = "bounded:";
    private const string AtLeast = "at-least:";

    // Longest names first: "ms" ends with "s" too.
    private static readonly (string Name, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
    ];

    public static string Write(ReadLevel level) =>
        level.Kind switch
        {
            ReadLevelKind.Any => Any,
            ReadLevelKind.Session => Session,
            ReadLevelKind.Latest => Latest,
            ReadLevelKind.BoundedRecords => string.Create(CultureInfo.InvariantCulture, $"{Bounded}{level.MaxRecords}"),
            ReadLevelKind.BoundedAge => Bounded + WriteAge(level.MaxAge),
            ReadLevelKind.AtLeast => AtLeast + level.Token,
            _ => throw new ArgumentOutOfRangeException(nameof(level), level.Kind, "Unknown read level."),
        };

    /// <summary>Reads a level; null, and what is wrong, if the text is not one.</summary>
    public static ReadLevel? Read(ReadOnlySpan<char> text, out string problem)
    {
        problem = "";
        switch (text)
        {
            case Any:
                return ReadLevel.Any;
            case Session:
                return ReadLevel.Session;
            case Latest:
                return ReadLevel.Latest;
            case var _ when text.StartsWith(Bounded, StringComparison.Ordinal):
                return ReadBound(text, text[Bounded.Length..], out problem);
            case var _ when text.StartsWith(AtLeast, StringComparison.Ordinal):
                return ReadToken(text[AtLeast.Length..], out problem);
            default:
                problem =
                    $"{Printable.Quote(text.ToString())} is not a read level; expected any, bounded:RECORDS, "
                    + "bounded:AGE (500ms, 2s, 1m), session, at-least:TOKEN or latest.";
                return null;
        }
    }

    private static ReadLevel? ReadToken(ReadOnlySpan<char> text, out string problem)
    {
        var isToken = SessionToken.TryRead(text, out var token, out var wrong);
        problem = wrong ?? "";
        return isToken ? ReadLevel.AtLeast(token) : null;
    }

    private static ReadLevel? ReadBound(ReadOnlySpan<char> text, ReadOnlySpan<char> bound, out string problem)
    {
        problem = "";
        if (TryNumber(bound, out var records))
        {
            return ReadLevel.BoundedBy(records);
        }

        foreach (var (name, length) in Units)
        {
            if (bound.EndsWith(name, StringComparison.Ordinal) && TryNumber(bound[..^name.Length], out var count))
            {
                if (count > 0 && count <= TimeSpan.MaxValue.Ticks / length.Ticks)
                {
                    return ReadLevel.BoundedBy(TimeSpan.FromTicks(count * length.Ticks));
                }

                problem =
                    $"The age in {Printable.Quote(text.ToString())} must be longer than zero and fit; ask for "
                    + "'latest' for the newest.";
                return null;
            }
        }

        problem =
            $"{Printable.Quote(bound.ToString())} in {Printable.Quote(text.ToString())} is no bound; expected a whole "
            + "number of records (500), or one with a unit of time (500ms, 2s, 1m, 1h).";
        return null;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    // Ages finer than a millisecond are written as the next whole one below: never weaker than what was asked.
    private static string WriteAge(TimeSpan age)
    {
        var (name, length) = Units.LastOrDefault(unit => age.Ticks % unit.Length.Ticks == 0, Units[0]);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, age.Ticks / length.Ticks)}{name}");
    }
}
