namespace CdcReplicator.Model;

/// <summary>
/// A place of a source at which something came, linked to those before it: at least <see cref="Least"/> of them once
/// there are so many. How many is a function of the log.
/// </summary>
internal sealed class RememberedPlace
{
    /// <summary>So many are remembered at least: 16. Part of the log's contract, because nodes decide by it.</summary>
    public const int Least = 16;

    private const int Most = 2 * Least;

    /// <summary>A first place.</summary>
    /// <param name="place"><see cref="Place"/>.</param>
    /// <param name="count"><see cref="Count"/>.</param>
    /// <param name="isFirst"><see cref="IsFirst"/>.</param>
    public RememberedPlace(SourcePlace place, int count, bool isFirst)
        : this(place, count, isFirst, null) { }

    private RememberedPlace(SourcePlace place, int count, bool isFirst, RememberedPlace? before)
    {
        (Place, Count, IsFirst, Before) = (place, count, isFirst, before);
        Depth = before is null ? 1 : before.Depth + 1;
    }

    /// <summary>The place.</summary>
    public SourcePlace Place { get; }

    /// <summary>How many came at it.</summary>
    public int Count { get; }

    /// <summary>Whether nothing came before it, so that all is remembered.</summary>
    public bool IsFirst { get; }

    /// <summary>The one before; null if that is not remembered.</summary>
    public RememberedPlace? Before { get; }

    /// <summary>How many are remembered, this one included.</summary>
    public int Depth { get; }

    /// <summary>The next place, at which one came.</summary>
    public RememberedPlace Then(SourcePlace place) => Then(place, 1);

    /// <summary>The next place.</summary>
    public RememberedPlace Then(SourcePlace place, int count) =>
        new(place, count, false, Depth < Most ? this : Shortened(Least - 1));

    /// <summary>One more at this place.</summary>
    public RememberedPlace OneMore() => new(Place, Count + 1, IsFirst, Before);

    /// <summary>All of them, the oldest first.</summary>
    public IReadOnlyList<RememberedPlace> ToList()
    {
        var all = new RememberedPlace[Depth];
        var next = this;
        for (var i = all.Length - 1; i >= 0; i--)
        {
            (all[i], next) = (next!, next!.Before);
        }

        return all;
    }

    private RememberedPlace Shortened(int depth) =>
        new(Place, Count, IsFirst, depth > 1 ? Before?.Shortened(depth - 1) : null);
}
