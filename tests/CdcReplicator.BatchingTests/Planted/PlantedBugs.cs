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
