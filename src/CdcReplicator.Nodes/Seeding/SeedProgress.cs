namespace CdcReplicator.Nodes;

/// <summary>
/// How far a seed is. Rows, bytes and tables grow within one call of <see cref="INodeSeeder.SeedAsync"/>.
/// </summary>
/// <param name="Phase">What is done now.</param>
/// <param name="Started">When this call began.</param>
internal sealed record SeedProgress(SeedPhase Phase, DateTimeOffset Started)
{
    /// <summary>The table that was worked on last, or null.</summary>
    public TableName? Table { get; init; }

    /// <summary>Tables whose rows are all there.</summary>
    public int TablesDone { get; init; }

    /// <summary>All tables.</summary>
    public int Tables { get; init; }

    /// <summary>Rows that are there, those of earlier calls included once they were compared.</summary>
    public long RowsDone { get; init; }

    /// <summary>All rows, as estimated at the start.</summary>
    public long Rows { get; init; }

    /// <summary>Bytes that this call has copied.</summary>
    public long Bytes { get; init; }
}
