namespace CdcReplicator.Applier;

/// <summary>Compares the answers of several nodes to one checkpoint.</summary>
public static class DigestComparison
{
    /// <summary>
    /// The buckets in which the answers without error differ, tables that only some nodes have included (all their buckets). Empty does not mean equal:
    /// whoever asks also checks that every node answered, without error and at the same sequence.
    /// </summary>
    public static IReadOnlyList<BucketRef> FindDifferences(IReadOnlyList<NodeDigest> digests)
    {
        ArgumentNullException.ThrowIfNull(digests);
        NodeDigest[] sound = [.. digests.Where(digest => digest.Error is null)];
        List<BucketRef> differences = [];
        var names = sound.SelectMany(d => d.Tables).Select(t => t.Table).Distinct().Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            TableDigest?[] tables = [.. sound.Select(d => d.Tables.FirstOrDefault(t => t.Table == name))];
            for (var bucket = 0; bucket < TableDigest.BucketCount; bucket++)
            {
                if (tables.Select(t => t?.Buckets[bucket]).Distinct().Count() > 1)
                {
                    differences.Add(new BucketRef(name, bucket));
                }
            }
        }

        return differences;
    }
}
