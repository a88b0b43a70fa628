using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>What is kept of a row event while its transaction is open.</summary>
internal readonly record struct HeldRow(RowChange Change, KeyChangeRole Role)
{
    public static HeldRow Of(RowEvent row) => new(row.Change, row.KeyChange);
}
