using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>The delete of a key change without transaction block, which waits for its create.</summary>
internal sealed class HeldDelete : OpenTransaction
{
    private readonly TableName _table;
    private readonly EventPlace? _place;

    public HeldDelete(in LogEvent delete, TransactionRows rows, PublisherStamp? stamp)
        : base(new TransactionId($"key change in {delete.Row.Change.Table}"), delete.Record, rows)
    {
        _table = delete.Row.Change.Table;
        _place = delete.Row.Source.Place;
        TakeSource(delete.Row.Source);
        Stamp = stamp;
    }

    /// <summary>What shows whether the key change came before.</summary>
    public PublisherStamp? Stamp { get; }

    /// <summary>What it is, its rows being whole.</summary>
    public LoneRow Whole => new(Rows, Source!.Value, Stamp);

    /// <summary>Whether a delete is this one, sent again by a connector that was killed before the create.</summary>
    public bool IsRepeatedBy(in RowEvent row) =>
        row.Change.Table == _table && _place is { } place && row.Source.Place == place;

    /// <summary>Whether a row is the create it waits for.</summary>
    public bool IsCompletedBy(in RowEvent row) => row.KeyChange == KeyChangeRole.NewRow && row.Change.Table == _table;
}
