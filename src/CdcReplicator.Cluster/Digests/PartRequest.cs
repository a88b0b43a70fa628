namespace CdcReplicator.Cluster;

/// <summary>A bucket that is asked for.</summary>
/// <param name="Depth">As <see cref="TablePart.Depth"/>.</param>
/// <param name="Index">As <see cref="TablePart.Index"/>.</param>
/// <param name="WithRows">Whether its rows are wanted one by one, rather than the buckets it is divided into.</param>
internal sealed record PartRequest(int Depth, long Index, bool WithRows)
{
    /// <summary>The bucket.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public TablePart Part => new(Depth, Index);
}
