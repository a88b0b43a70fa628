using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>What can be compared of several nodes' tables, and what cannot.</summary>
/// <param name="Tables">The tables to compare.</param>
/// <param name="NotCompared">Tables and columns that are left out.</param>
/// <param name="Missing">Tables that some nodes lack although nothing says they may, a sentence each.</param>
internal sealed record VerifyPlan(
    IReadOnlyList<TablePlan> Tables,
    IReadOnlyList<NotCompared> NotCompared,
    IReadOnlyList<string> Missing
)
{
    /// <summary>The plan for nodes that can answer.</summary>
    public static VerifyPlan Of(IReadOnlyList<NodeTables> nodes)
    {
        var tables = new List<TablePlan>();
        var leftOut = new List<NotCompared>();
        var missing = new List<string>();
        VerifyNode[] all = [.. nodes.Select(node => new VerifyNode(node))];
        var names = all.SelectMany(node => node.Tables.Keys).Distinct();
        foreach (var name in names.OrderBy(name => name.ToString(), StringComparer.Ordinal))
        {
            var holders = all.Where(node => node.Tables.ContainsKey(name)).ToList();
            if (holders.TrueForAll(node => node.CountsToParent(name)))
            {
                continue;
            }

            var lacking = all.Where(node => !node.Tables.ContainsKey(name)).ToList();
            leftOut.AddRange(
                lacking
                    .Where(node => node.Ignored.HasTable(name))
                    .Select(node => new NotCompared(
                        name.ToString(),
                        $"{node.Id} ignores it (its setting Ignore)",
                        true
                    ))
            );
            lacking.RemoveAll(node => node.Ignored.HasTable(name) || IsThereOtherwise(node, name, holders));
            if (lacking.Count > 0)
            {
                missing.Add($"{name}: missing on {string.Join(" and ", lacking.Select(node => node.Id))}.");
            }

            if (holders.Count > 1 && TableColumns.Compare(name, holders, leftOut) is { } plan)
            {
                tables.Add(plan);
            }
        }

        leftOut.AddRange(PartitionsCounted(all));
        return new VerifyPlan(tables, leftOut, missing);
    }

    /// <summary>
    /// Whether a node that lacks a table has its rows all the same: in the table it is a partition of, or in its
    /// partitions.
    /// </summary>
    private static bool IsThereOtherwise(VerifyNode node, TableName name, IReadOnlyList<VerifyNode> holders) =>
        holders.Any(holder =>
            (holder.Tables[name].PartitionOf is { } parent && node.Tables.ContainsKey(parent))
            || (holder.PartitionsOf(name) is { Count: > 0 } parts && parts.All(node.Tables.ContainsKey))
        );

    private static IEnumerable<NotCompared> PartitionsCounted(IReadOnlyList<VerifyNode> nodes) =>
        from node in nodes
        from parts in node.Tables.Keys.Where(node.CountsToParent).GroupBy(name => node.Tables[name].PartitionOf!.Value)
        where nodes.Any(other => parts.Any(part => !other.Tables.ContainsKey(part)))
        select new NotCompared(
            parts.Count() == 1 ? parts.Single().ToString() : $"{parts.Count()} partitions of {parts.Key}",
            $"on {node.Id} its rows are compared as those of {parts.Key}",
            true
        );
}
