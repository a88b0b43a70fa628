namespace CdcReplicator.Nodes;

/// <summary>What trusted changes of one row come to so far, and how one more is folded in.</summary>
/// <param name="Fate">What becomes of the row.</param>
/// <param name="Version">What is written; nothing for a delete.</param>
/// <param name="MustExist">Whether the row may not be inserted, because an unchanged out-of-line value of it is not known.</param>
internal readonly record struct TrustedRow(TrustedFate Fate, RowVersion Version, bool MustExist)
{
    /// <summary>A row that goes.</summary>
    public static readonly TrustedRow Gone = new(TrustedFate.Delete, default, false);

    /// <summary>Whether what is written may stay unwritten: its values fit, so one by one would not have stopped at it.</summary>
    public bool MayBeHidden => Fate == TrustedFate.Delete || Version.Fits();

    /// <summary>
    /// This row with a later write folded in; null if what comes out depends on whether the row is there. The reference is one by one: <c>c</c> and <c>r</c> insert
    /// or update, <c>u</c> updates or inserts.
    /// </summary>
    public TrustedRow? Then(TrustedRow later, ColumnSets sets)
    {
        var isFull = later.Version.Columns.IsFull;
        return Fate switch
        {
            TrustedFate.Delete => isFull ? later with { Fate = TrustedFate.Upsert } : null,
            TrustedFate.Update when later.Fate == TrustedFate.Update => new TrustedRow(
                TrustedFate.Update,
                Version.With(later.Version, sets),
                !isFull && (MustExist || later.MustExist)
            ),
            TrustedFate.Update => isFull ? later with { Fate = TrustedFate.Upsert } : null,
            _ => this with { Version = Version.With(later.Version, sets) },
        };
    }
}
