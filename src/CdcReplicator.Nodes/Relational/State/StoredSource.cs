using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// The stored form of what is remembered of a source: <c>SNAPSHOT@TIME@PLACES@REPLAY@RUN</c>. Places are
/// <c>commit.position.row.count</c> with commas between, the oldest first, all but the first as steps from the one
/// before; <c>!</c> says that nothing came before the oldest. Parts that there are not are empty. Earlier versions
/// wrote nothing, or <c>&gt;SNAPSHOT</c>.
/// </summary>
internal static class StoredSource
{
    private const char Part = '@';
    private const char First = '!';
    private const char Above = '>';
    private const int Parts = 5;

    /// <summary>Writes it.</summary>
    public static string Format(PublisherProgress progress)
    {
        var history = progress.History;
        return string.Join(
            Part,
            Text(progress.SnapshotNumber),
            Text(history?.HighestTime),
            history is null ? "" : Places(history.Last),
            history?.Replay is var (place, count) ? Text(place, default, count) : "",
            history?.Run
        );
    }

    /// <summary>The publisher with what <see cref="Format"/>, or an earlier version, wrote of it.</summary>
    public static PublisherProgress Read(PublisherProgress publisher, string text)
    {
        if (text.Length == 0 || text[0] == Above)
        {
            return publisher with { SnapshotNumber = text.Length == 0 ? null : Number(text[1..]) };
        }

        var parts = text.Split(Part, Parts);
        return publisher with
        {
            SnapshotNumber = Number(parts[0]),
            History = Number(parts[1]) is not { } time
                ? null
                : new SourceHistory(ReadPlaces(parts[2]), time)
                {
                    Replay = parts[3].Length == 0 ? null : ReadPlace(parts[3], default),
                    Run = parts[4].Length == 0 ? null : parts[4],
                },
        };
    }

    private static string Places(RememberedPlace last)
    {
        var before = default(SourcePlace);
        var texts = new List<string>(last.Depth);
        foreach (var remembered in last.ToList())
        {
            texts.Add(Text(remembered.Place, before, remembered.Count));
            before = remembered.Place;
        }

        var places = string.Join(',', texts);
        return last.ToList()[0].IsFirst ? First + places : places;
    }

    private static RememberedPlace ReadPlaces(string text)
    {
        RememberedPlace? last = null;
        foreach (var part in text.TrimStart(First).Split(','))
        {
            var (place, count) = ReadPlace(part, last?.Place ?? default);
            last = last?.Then(place, count) ?? new RememberedPlace(place, count, text[0] == First);
        }

        return last!;
    }

    private static string Text(SourcePlace place, SourcePlace before, int count) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{place.Commit - before.Commit}.{place.Position - before.Position}.{place.Row - before.Row}.{count}"
        );

    private static (SourcePlace Place, int Count) ReadPlace(string text, SourcePlace before)
    {
        var numbers = Array.ConvertAll(text.Split('.'), number => Number(number)!.Value);
        var place = new SourcePlace(before.Commit + numbers[0], before.Position + numbers[1], before.Row + numbers[2]);
        return (place, (int)numbers[3]);
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static long? Number(string text) =>
        text.Length == 0 ? null : long.Parse(text, CultureInfo.InvariantCulture);
}
