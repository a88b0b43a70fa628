using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>A row and its part in a key change.</summary>
internal readonly record struct HeldRow(RowChange Change, KeyChangeRole Role)
{
    public static HeldRow Of(in RowEvent row) => new(row.Change, row.KeyChange);
}
