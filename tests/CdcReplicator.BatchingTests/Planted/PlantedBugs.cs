namespace CdcReplicator.BatchingTests;

/// <summary>All planted bugs.</summary>
internal static class PlantedBugs
{
    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        PlantedBug.InBatch("last version of a row lost", OmittingRewrites.KeepFirstVersion),
        PlantedBug.InBatch("last transaction of a batch left out", OmittingRewrites.DropLast),
        PlantedBug.InBatch("equal changes of a batch written once", OmittingRewrites.DropRepeated),
        PlantedBug.InBatch("delete and insert of a row made an update", OmittingRewrites.CancelDeletes),
        PlantedBug.InBatch("versions merged before a constraint saw them", OmittingRewrites.MergeUpdates),
        PlantedBug.InBatch("first rows of a rejected transaction stay", OrderingRewrites.SplitByRow),
        PlantedBug.InBatch("tables written in the order of their names", OrderingRewrites.SortByTable),
        PlantedBug.InBatch("deletes written first", OrderingRewrites.DeletesFirst),
        PlantedBug.InBatch("truncate written last", OrderingRewrites.TruncatesLast),
        PlantedBug.InBatch("a rejection takes the whole batch with it", OrderingRewrites.JoinAll),
        PlantedBug.InBatch("trigger overlooked", OmittingRewrites.MergeUpdatesIn("audited")),
        PlantedBug.InBatch("on-delete actions overlooked", OmittingRewrites.CancelDeletesIn("parent")),
        PlantedBug.InBatch("partial and expression index overlooked", OrderingRewrites.DeletesFirstIn("login", "slot")),
        PlantedBug.InBatch("collation of a unique column overlooked", OrderingRewrites.DeletesFirstIn("nick")),
        PlantedBug.InBatch(
            "rows told apart by the spelling of a number",
            OrderingRewrites.ExchangeSpelledKeysIn("amount")
        ),
        PlantedBug.InBatch("rows told apart by the case of their keys", OrderingRewrites.ExchangeSpelledKeysIn("tag")),
        PlantedBug.InRows("expectations ignored", RowRewrites.IgnoreExpectations),
        PlantedBug.InRows("insert of a row that exists taken as an update", RowRewrites.CreateAsUpsert),
        PlantedBug.InRows("update of a missing row taken as an insert", RowRewrites.UpdateAsUpsert),
        PlantedBug.InRows("partial update writes NULL into the other columns", RowRewrites.FillWithNull),
        PlantedBug.InRows("unchanged out-of-line value written as NULL", RowRewrites.UnavailableAsNull),
        PlantedBug.InRows("key change leaves the old row", RowRewrites.MoveAsInsert),
        PlantedBug.InRows("snapshot read changed into an insert", RowRewrites.UpsertAsCreate),
        new PlantedBug(
            "position committed apart from the data",
            node => new PlantedNode(node, (_, data, begin) => new SeparatePositionTransaction(data, begin))
        ),
    ];
}
