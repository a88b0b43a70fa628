using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>
/// Which rows of which nodes a node has to take, by what a comparison has seen. Pure. Keys about which nothing says who
/// is right are counted and not taken.
/// </summary>
/// <param name="Tables">The keys, with the node that has them right.</param>
/// <param name="Undecided">Places that differ where nobody is known to be right.</param>
internal sealed record RepairKeys(IReadOnlyList<TableKeys> Tables, long Undecided)
{
    /// <summary>Keys of one order, over all tables.</summary>
    public const int KeysPerOrder = 20_000;

    /// <summary>How many keys are taken.</summary>
    public long Count => Tables.Sum(table => (long)table.Keys.Count);

    /// <summary>Works it out.</summary>
    /// <param name="comparison">A comparison of all that differs.</param>
    /// <param name="node">The node to repair.</param>
    /// <param name="from">The node that is right; null for what most have.</param>
    public static RepairKeys Of(Comparison comparison, string node, string? from)
    {
        var tables = new List<TableKeys>();
        var undecided = 0L;
        var left = KeysPerOrder;
        foreach (var search in comparison.Tables)
        {
            var byDonor = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
            foreach (var place in search.Evidence.Where(place => place.Seen.ContainsKey(node)))
            {
                var donor = DonorOf(place.Seen, node, from);
                if (donor == node)
                {
                    continue;
                }

                if (donor is null || place.Key is not { } key)
                {
                    undecided++;
                }
                else if (left > 0)
                {
                    left--;
                    ListOf(byDonor, donor).Add(key);
                }
            }

            tables.AddRange(
                byDonor.Select(donor => new TableKeys(
                    search.Plan.Table,
                    search.Plan.ColumnsToRepair,
                    donor.Key,
                    donor.Value
                ))
            );
        }

        return new RepairKeys(tables, undecided);
    }

    /// <summary>The node whose row is right; the node itself if its own is; null if nobody knows.</summary>
    private static string? DonorOf(IReadOnlyDictionary<string, string> seen, string node, string? from)
    {
        if (from is not null)
        {
            return seen.TryGetValue(from, out var right) ? (right == seen[node] ? node : from) : null;
        }

        var odd = Majority.OddOnes(seen);
        return !odd.Contains(node) ? node
            : odd.Count == seen.Count ? null
            : seen.Keys.Except(odd).Order(StringComparer.Ordinal).First();
    }

    private static List<string> ListOf(SortedDictionary<string, List<string>> byDonor, string donor)
    {
        if (!byDonor.TryGetValue(donor, out var keys))
        {
            byDonor.Add(donor, keys = []);
        }

        return keys;
    }
}
