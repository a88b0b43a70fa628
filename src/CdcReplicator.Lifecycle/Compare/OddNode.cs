namespace CdcReplicator.Lifecycle;

/// <summary>
/// A node that a comparison shows to be the odd one, or one of several if nothing says which is right.
/// </summary>
/// <param name="Node">The node.</param>
/// <param name="Table">Where it first shows.</param>
/// <param name="Key">The row's key; null if it is not known.</param>
/// <param name="Rivals">
/// Nodes that differ from one another there without a majority, this one included; empty if a majority is against it.
/// </param>
internal sealed record OddNode(string Node, string Table, string? Key, IReadOnlyList<string> Rivals)
{
    /// <summary>The odd nodes by what was seen, by name.</summary>
    /// <param name="evidence">Places where nodes differ.</param>
    /// <param name="trusted">A node that the operator says is right; null if there is none.</param>
    public static IReadOnlyList<OddNode> Of(IEnumerable<Evidence> evidence, string? trusted)
    {
        var found = new SortedDictionary<string, OddNode>(StringComparer.Ordinal);
        foreach (var place in evidence)
        {
            var odd = Majority.OddOnes(place.Seen, trusted);
            foreach (var node in odd)
            {
                found.TryAdd(node, new OddNode(node, place.Table, place.Key, odd.Count == place.Seen.Count ? odd : []));
            }
        }

        return [.. found.Values];
    }

    /// <summary>What is to be done, for people.</summary>
    /// <param name="sequence">The position the comparison was made at.</param>
    public string Reason(long sequence)
    {
        var where = $"{Table}{(Key is { } key ? $" {key}" : "")} at sequence {sequence}";
        return Rivals.Count == 0
            ? $"verify found it to differ from the others in {where}. Correct it or fill it anew, then run verify "
                + "again: found equal, it serves reads again."
            : $"verify found {string.Join(" and ", Rivals)} to differ in {where}, and no majority tells which is "
                + "right. Correct the wrong one and run verify again, or say which is right: verify --trust NODE.";
    }
}
