using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A row as a batch of checked changes has it at some point.</summary>
/// <param name="Existed">Whether it was there before the batch, as it was read or is taken to be.</param>
/// <param name="Found">The row as it was read; null if it was not there or not asked for.</param>
/// <param name="Exists">Whether it is there now.</param>
/// <param name="IsNew">Whether the batch has inserted it, so that nothing is left of the row before.</param>
/// <param name="Written">What the batch has written to it and not deleted again.</param>
internal readonly record struct CheckedRow(
    bool Existed,
    DataValue[]? Found,
    bool Exists,
    bool IsNew,
    RowVersion? Written
)
{
    /// <summary>Whether the batch has made another row of it.</summary>
    public bool IsTouched => IsNew || Written is not null || Exists != Existed;

    /// <summary>A row no change has touched yet.</summary>
    public static CheckedRow Untouched(bool exists, DataValue[]? found) => new(exists, found, exists, false, null);

    /// <summary>The row's value in a column; null if only the database knows it (a default).</summary>
    public DataValue? ValueOf(int column, ColumnDefinition definition) =>
        Written is { } written && written.Columns.Has(column) ? written.Values[column]
        : !IsNew ? Found?[column]
        : definition.HasDefault || definition.Generated || definition.IdentityAlways ? null
        : DataValue.Null;
}
