namespace CdcReplicator;

/// <summary>How far the filling of a new node from another one is.</summary>
public sealed record SeedReport
{
    /// <summary>The node it is filled from.</summary>
    public required string Donor { get; init; }

    /// <summary>What is done now: <c>Schema</c>, <c>Check</c>, <c>Copy</c>, <c>Indexes</c> or <c>Finish</c>.</summary>
    public required string Phase { get; init; }

    /// <summary>The table that was worked on last; null if there is none yet.</summary>
    public string? Table { get; init; }

    /// <summary>Tables whose rows are all there.</summary>
    public int TablesDone { get; init; }

    /// <summary>All tables.</summary>
    public int Tables { get; init; }

    /// <summary>Rows that are there.</summary>
    public long RowsDone { get; init; }

    /// <summary>All rows, as estimated at the start.</summary>
    public long Rows { get; init; }

    /// <summary>Bytes copied since the applier took the seed up.</summary>
    public long Bytes { get; init; }

    /// <summary>Rows copied a second; null before it is known.</summary>
    public double? RowsPerSecond { get; init; }

    /// <summary>Seconds until the rows are copied, at this rate; null if it is not known.</summary>
    public double? SecondsLeft { get; init; }
}
