namespace CdcReplicator.Cluster;

/// <summary>A table that is asked for.</summary>
/// <param name="Table"><c>schema.table</c>.</param>
/// <param name="Columns">The columns to digest, key columns always included; null for all that the node has.</param>
/// <param name="Parts">Its buckets.</param>
internal sealed record TableRequest(string Table, IReadOnlyList<string>? Columns, IReadOnlyList<PartRequest> Parts)
{
    /// <summary>Rows that are asked for instead of buckets, or null.</summary>
    public KeyRange? Range { get; init; }

    /// <summary>Whether it is asked what the table is made of, too.</summary>
    public bool WithSchema { get; init; }
}
