using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>What shows whether a connector's row without transaction block came before. Pure.</summary>
internal static class LoneStamps
{
    /// <summary>The stamp of a row; null if it does no harm to apply it again.</summary>
    /// <param name="logEvent">The row.</param>
    /// <param name="lastAppliedSequence">What stands up to here is only read again.</param>
    /// <exception cref="BrokenTransactionException">Neither its record nor a setting shows it.</exception>
    public static PublisherStamp? Of(in LogEvent logEvent, long lastAppliedSequence)
    {
        ref readonly var row = ref logEvent.Row;
        if (row.Source.Snapshot != SnapshotMark.None)
        {
            return SnapshotPoint(row.Source)?.SnapshotStamp(row.Source.Name);
        }

        if (row.Place is { Place: { } place } told)
        {
            // With PostgreSQL the commit is the one before the row. A snapshot is compared with the row's own place.
            var number = told.Identity.Length == 0 ? Math.Max(place.Commit, place.Position) : place.Commit;
            return new PublisherStamp(row.Source.Name, PublisherKind.Rows, number)
            {
                Identity = told.Identity,
                Moment = new SourceMoment(place, row.Source.Timestamp, told.Run, AtSamePlace(row, told)),
            };
        }

        return row.Place is { AppliesAgain: true } || logEvent.Record.Offset <= lastAppliedSequence
            ? null
            : throw Untold(logEvent.Record.Offset, row.Source.Name);
    }

    // Only COPY and TRUNCATE write several at one place.
    private static SamePlace AtSamePlace(in RowEvent row, RowPlace told) =>
        row.KeyChange != KeyChangeRole.None ? SamePlace.Repetition
        : row.Change.Operation is ChangeOperation.Update or ChangeOperation.Delete ? SamePlace.Repetition
        : row.Change.Operation == ChangeOperation.Create && row.Change.Key is null && !told.AppliesAgain
            ? SamePlace.Unknown
        : SamePlace.Harmless;

    private static SourceNumber? SnapshotPoint(in SourceInfo source) =>
        source.Snapshot is SnapshotMark.None or SnapshotMark.Incremental ? null
        : source.Lsn is { } lsn ? new SourceNumber("", lsn)
        : source.Binlog is { } binlog ? SourceNumber.Of(binlog)
        : null;

    private static BrokenTransactionException Untold(long offset, string source) =>
        new(
            offset,
            $"source '{source}' sends rows that tell neither a transaction nor a place, so rows that come again cannot "
                + "be told. Set provide.transaction.metadata=true in the connector. Where rows may come twice, set "
                + $"CdcReplicator:Sources:{source}:Redeliveries=apply-again for all appliers and start them again."
        );
}
