using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>A bucket that was seen to differ.</summary>
/// <param name="Request">How to look into it.</param>
/// <param name="Seen">What each node had there.</param>
internal sealed record Suspect(PartRequest Request, IReadOnlyDictionary<string, BucketDigest> Seen)
{
    /// <summary>The most rows a node had there.</summary>
    public long Rows => Seen.Values.Max(bucket => bucket.Count);

    /// <summary>The same as comparable words.</summary>
    public IReadOnlyDictionary<string, string> Tokens =>
        Seen.ToDictionary(node => node.Key, node => $"{node.Value.Count}:{node.Value.Sum}");
}
