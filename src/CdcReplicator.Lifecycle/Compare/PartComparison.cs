using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>In what the nodes differ within one part of a table.</summary>
internal static class PartComparison
{
    /// <summary>
    /// A bucket of no more rows than this is listed; half of what a node lists at most, so that it may grow meanwhile.
    /// </summary>
    private const int ListedRows = PartDigest.MaxRows / 2;

    /// <summary>The rows that differ, in the order of their keys, with what each node has.</summary>
    public static IEnumerable<(string Key, Dictionary<string, KeyedDigest?> Seen)> Rows(
        Dictionary<string, PartDigest> parts
    )
    {
        var listed = parts.ToDictionary(
            node => node.Key,
            node => node.Value.Rows!.ToDictionary(row => row.Key, StringComparer.Ordinal)
        );
        return listed
            .Values.SelectMany(rows => rows.Keys)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(key => (key, listed.ToDictionary(node => node.Key, node => node.Value.GetValueOrDefault(key))))
            .Where(row => row.Item2.Values.Distinct().Count() > 1);
    }

    /// <summary>The buckets below that differ. Those of few rows are to be listed, others divided further.</summary>
    public static IEnumerable<Suspect> Children(TablePart parent, Dictionary<string, PartDigest> parts)
    {
        for (var place = 0; place < KeyPath.FanOut; place++)
        {
            var seen = parts.ToDictionary(node => node.Key, node => node.Value.Children![place]);
            if (seen.Values.Distinct().Count() > 1)
            {
                var child = parent.Child(place);
                var withRows = !child.CanDivide || seen.Values.All(bucket => bucket.Count <= ListedRows);
                yield return new Suspect(new PartRequest(child.Depth, child.Index, withRows), seen);
            }
        }
    }
}
