using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>Which tables and columns of two nodes are compared, all rows of each. Pure.</summary>
/// <param name="Requests">What is asked of both.</param>
/// <param name="Problem">Why they cannot be compared; null if they can.</param>
internal sealed record ProofPlan(IReadOnlyList<TableRequest> Requests, string? Problem)
{
    private static readonly IReadOnlyList<PartRequest> Whole = [new PartRequest(0, 0, WithRows: false)];

    /// <summary>
    /// The plan: every table that one of them has, but for what the settings of one leave out. A table that only one
    /// has makes the comparison impossible, because nothing tells that the other needs none.
    /// </summary>
    public static ProofPlan Of(NodeTables own, NodeTables other)
    {
        var (mine, theirs) = (ByName(own), ByName(other));
        var (ownIgnored, otherIgnored) = (new IgnoreList(own.Ignored), new IgnoreList(other.Ignored));
        var requests = new List<TableRequest>();
        var missing = new List<string>();
        foreach (var name in mine.Keys.Union(theirs.Keys).OrderBy(name => name.ToString(), StringComparer.Ordinal))
        {
            if (mine.TryGetValue(name, out var left) && theirs.TryGetValue(name, out var right))
            {
                var columns = Columns(left).Intersect(Columns(right), StringComparer.Ordinal).ToList();
                var lone = Columns(left)
                    .Union(Columns(right), StringComparer.Ordinal)
                    .Except(columns, StringComparer.Ordinal)
                    // What one of them computes, the other may store.
                    .Where(column => left.FindColumn(column) is null || right.FindColumn(column) is null)
                    .Where(column => !ownIgnored.HasColumn(name, column) && !otherIgnored.HasColumn(name, column));
                missing.AddRange(lone.Select(column => $"{name}.{column}"));
                requests.Add(new TableRequest(name.ToString(), columns, Whole));
            }
            else if (
                !ownIgnored.HasTable(name)
                && !otherIgnored.HasTable(name)
                && !IsThereOtherwise(name, mine, theirs)
                && !IsThereOtherwise(name, theirs, mine)
            )
            {
                missing.Add(name.ToString());
            }
        }

        return missing.Count == 0
            ? new ProofPlan(requests, null)
            : new ProofPlan([], $"only one of them has {NodeFaults.Some(missing)}");
    }

    /// <summary>
    /// Whether rows of a table that only one has are those of another table there: a partition, where the other node
    /// keeps the whole in one.
    /// </summary>
    private static bool IsThereOtherwise(
        TableName name,
        Dictionary<TableName, TableDefinition> holder,
        Dictionary<TableName, TableDefinition> lacking
    ) => holder.TryGetValue(name, out var table) && table.PartitionOf is { } parent && lacking.ContainsKey(parent);

    private static Dictionary<TableName, TableDefinition> ByName(NodeTables node) =>
        node.Tables.ToDictionary(table => table.Name);

    private static IEnumerable<string> Columns(TableDefinition table) =>
        table.Columns.Where(column => !column.Generated).Select(column => column.Name);
}
