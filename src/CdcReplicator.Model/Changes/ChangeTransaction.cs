namespace CdcReplicator.Model;

/// <summary>A whole transaction, complete in the log.</summary>
internal sealed record ChangeTransaction
{
    /// <summary>The record that completed it. Its offset is the transaction's sequence.</summary>
    public required LogRecord CompletedBy { get; init; }

    /// <summary>The transaction's number in the cluster: offset of the record that completed it.</summary>
    public long Sequence => CompletedBy.Offset;

    /// <summary>How its changes are taken.</summary>
    public required WriteSemantics Semantics { get; init; }

    /// <summary>
    /// Who published it under which number; null where duplicates cannot be told (and do no harm). Of a snapshot's row:
    /// the number in the source at which the snapshot was taken.
    /// </summary>
    public PublisherStamp? Stamp { get; init; }

    /// <summary><c>source.name</c> of its rows: the publisher snapshots belong to. Empty if it has no rows.</summary>
    public string Source { get; init; } = "";

    /// <summary>Snapshot place of its (single) row.</summary>
    public SnapshotMark Snapshot { get; init; }

    /// <summary>
    /// What its row has in common with all rows of the same attempt at a snapshot; null if its source gives nothing.
    /// </summary>
    public string? SnapshotAttempt { get; init; }

    /// <summary>Which tables the snapshots of its source are of.</summary>
    public SnapshotScope SnapshotScope { get; init; }

    /// <summary>Whether its row belongs to a snapshot that begins and ends; incremental ones do not.</summary>
    public bool IsOfSnapshot => Snapshot is not (SnapshotMark.None or SnapshotMark.Incremental);

    /// <summary>Characters U+0000 that its source's setting has taken out of its values.</summary>
    public long StrippedNulls { get; init; }

    /// <summary>Its control messages that order nothing; null if it has none.</summary>
    public IgnoredControls? Ignored { get; init; }

    /// <summary>The control message this transaction is, or null.</summary>
    public ControlMessage? Control { get; init; }

    /// <summary>The schema change that its control message orders, or null.</summary>
    public SchemaChange? SchemaChange { get; init; }

    /// <summary>
    /// Its changes in order, key changes folded into one. May be read more than once; large transactions are read from
    /// disk.
    /// </summary>
    public required IEnumerable<RowChange> Rows { get; init; }

    /// <summary>Whether it may have more changes than so many.</summary>
    public bool IsLongerThan(int rows) =>
        Rows switch
        {
            RowChange[] array => array.Length > rows,
            IAdjacentRows adjacent => adjacent.Count > rows,
            _ => Rows.Skip(rows).Any(),
        };

    /// <summary>Its changes without an enumerator, where they all stand in memory one after the other.</summary>
    public bool TryGetRows(out ReadOnlyMemory<RowChange> rows)
    {
        switch (Rows)
        {
            case RowChange[] array:
                rows = array;
                return true;
            case IAdjacentRows adjacent:
                return adjacent.TryGetRows(out rows);
            default:
                rows = default;
                return false;
        }
    }
}
