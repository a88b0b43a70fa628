namespace CdcReplicator.Lifecycle;

/// <summary>Decides which of several nodes that differ are the odd ones.</summary>
internal static class Majority
{
    /// <summary>
    /// Those that have something else than more than half of the nodes; all of them if no such half agrees, because
    /// nothing then says which node is right. Empty if all have the same.
    /// </summary>
    /// <param name="seen">What each node has.</param>
    /// <param name="trusted">A node that the operator says is right; null if there is none.</param>
    public static IReadOnlyList<string> OddOnes(IReadOnlyDictionary<string, string> seen, string? trusted = null)
    {
        if (trusted is not null && seen.TryGetValue(trusted, out var right))
        {
            return Others(seen, right);
        }

        var largest = seen.Values.GroupBy(what => what, StringComparer.Ordinal).MaxBy(group => group.Count());
        return largest is null ? []
            : 2 * largest.Count() > seen.Count ? Others(seen, largest.Key)
            : [.. seen.Keys.Order(StringComparer.Ordinal)];
    }

    private static string[] Others(IReadOnlyDictionary<string, string> seen, string right) =>
        [.. seen.Where(node => node.Value != right).Select(node => node.Key).Order(StringComparer.Ordinal)];
}
