using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A checked change with its values taken in.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Operation">What it does.</param>
/// <param name="Key">The row it is about; none in a table without key.</param>
/// <param name="MovesTo">The row's new key, if it changes; then <paramref name="After"/> is the whole row.</param>
/// <param name="After">What it writes.</param>
/// <param name="Expected">What it expects to find.</param>
internal readonly record struct CheckedChange(
    CheckedTable Table,
    ChangeOperation Operation,
    KeyValue? Key,
    KeyValue? MovesTo,
    RowVersion? After,
    RowVersion? Expected
)
{
    /// <summary>
    /// What the database says of the row by its values; null if it was not asked. For an updated row it is right as
    /// long as the batch has not touched that row before.
    /// </summary>
    public RowJudgement? Judgement { get; init; }

    /// <summary>
    /// Whether the database can be asked what it says of the row by its values, and might say something.
    /// </summary>
    public bool IsJudgeable =>
        !Table.Rules.MayHideVersions
        && Key is not null
        && MovesTo is null
        && Operation is ChangeOperation.Create or ChangeOperation.Update
        && After is { } version
        && (Operation == ChangeOperation.Create || version.Columns.WritesBesideKey)
        && version.Fits();
}
