namespace CdcReplicator.Nodes;

/// <summary>What one row means for its source's snapshot.</summary>
/// <param name="Next">What is known of the snapshot after it.</param>
internal readonly record struct SnapshotStep(SnapshotState? Next)
{
    /// <summary>Whether a snapshot begins with the row; an unfinished one is void.</summary>
    public bool Begins { get; init; }

    /// <summary>
    /// Whether the one that is void was broken off and begun again, so that tables it has brought belong to the new
    /// one.
    /// </summary>
    public bool Repeats { get; init; }

    /// <summary>Whether the row is one of the snapshot.</summary>
    public bool Brings { get; init; }

    /// <summary>Whether the row, streamed beside the snapshot, must outlive its end.</summary>
    public bool Notes { get; init; }

    /// <summary>Whether the snapshot ends with the row: what it did not bring must go.</summary>
    public bool Ends { get; init; }

    /// <summary>Whether its end is no longer waited for: nothing goes.</summary>
    public bool Drops { get; init; }
}
