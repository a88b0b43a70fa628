namespace CdcReplicator.Nodes;

/// <summary>What trusted changes of one row come to so far, and how one more is folded in.</summary>
/// <param name="Fate">What becomes of the row.</param>
/// <param name="Version">What is written; nothing for a delete.</param>
/// <param name="MustExist">
/// Whether an update's row may not be inserted, because an out-of-line value or a required column is not known.
/// </param>
internal readonly record struct TrustedRow(TrustedFate Fate, RowVersion Version, bool MustExist)
{
    /// <summary>A row that goes.</summary>
    public static readonly TrustedRow Gone = new(TrustedFate.Delete, default, false);

    /// <summary>
    /// True if this pending write can be dropped from the net effect: its values are valid and it does not require an
    /// existing row, so applying it alone would not have failed.
    /// </summary>
    public bool MayBeDropped => Fate == TrustedFate.Delete || (!MustExist && Version.Fits());

    /// <summary>
    /// This row with a later write folded in; null if what comes out depends on whether the row is there, or if one by
    /// one would stop at what is written over. The reference is one by one: <c>c</c> and <c>r</c> insert or update,
    /// <c>u</c> updates or inserts.
    /// </summary>
    public TrustedRow? Then(TrustedRow later, ColumnSets sets)
    {
        if (Fate == TrustedFate.Delete)
        {
            return later.Version.Columns.IsFull ? later with { Fate = TrustedFate.Upsert, MustExist = false } : null;
        }

        if (!Version.Fits())
        {
            return null;
        }

        // Whether a missing row may be inserted is for the first update to say: after it the row is there.
        if (Fate != TrustedFate.Update || MustExist || later.Fate == TrustedFate.Update)
        {
            return this with { Version = Version.With(later.Version, sets) };
        }

        return later.Version.Columns.IsFull ? later with { Fate = TrustedFate.Upsert } : null;
    }
}
