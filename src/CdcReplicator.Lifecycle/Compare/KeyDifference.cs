using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>A key whose rows differ.</summary>
/// <param name="Key">The key, JSON in key order.</param>
/// <param name="MissingOn">Nodes that have no row of it.</param>
/// <param name="DiffersOn">Nodes whose row is another than most have; empty if most have no same one.</param>
internal sealed record KeyDifference(string Key, IReadOnlyList<string> MissingOn, IReadOnlyList<string> DiffersOn)
{
    /// <summary>What each node has of a key; null where it has nothing.</summary>
    public static KeyDifference Of(string key, IReadOnlyDictionary<string, KeyedDigest?> seen)
    {
        string[] missing = [.. seen.Where(node => node.Value is null).Select(node => node.Key)];
        var odd = Majority.OddOnes(Tokens(seen));
        var isKnown = odd.Count < seen.Count && 2 * missing.Length <= seen.Count;
        return new KeyDifference(key, missing, isKnown ? [.. odd.Except(missing)] : []);
    }

    /// <summary>The same as comparable words.</summary>
    public static IReadOnlyDictionary<string, string> Tokens(IReadOnlyDictionary<string, KeyedDigest?> seen) =>
        seen.ToDictionary(node => node.Key, node => node.Value is { } rows ? $"{rows.Count}:{rows.Digest}" : "");

    /// <summary>For people.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        if (MissingOn.Count > 0)
        {
            parts.Add($"missing on {string.Join(" and ", MissingOn)}");
        }

        if (DiffersOn.Count > 0)
        {
            parts.Add($"differs on {string.Join(" and ", DiffersOn)}");
        }

        return $"{Key} {(parts.Count == 0 ? "differs" : string.Join(", ", parts))}";
    }
}
