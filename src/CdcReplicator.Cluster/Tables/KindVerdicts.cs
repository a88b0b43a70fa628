namespace CdcReplicator.Cluster;

/// <summary>Verdicts that only one kind of node can give.</summary>
internal static class KindVerdicts
{
    /// <summary>
    /// The tables of a node that nodes of other kinds have with a constraint which only their kind judges, by name.
    /// </summary>
    /// <param name="own">The node's tables.</param>
    /// <param name="all">The tables of all nodes.</param>
    public static IReadOnlyList<UnjudgedTable> FindUnjudged(NodeTables own, IReadOnlyCollection<NodeTables> all)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(all);
        var names = own.Tables.Select(table => table.Name).ToHashSet();
        return
        [
            .. all.Where(node => node.Kind != own.Kind)
                .SelectMany(node =>
                    node.Tables.Where(table => names.Contains(table.Name))
                        .SelectMany(table =>
                            table.KindConstraints.Select(constraint => (table.Name, constraint, node.Kind, node.NodeId))
                        )
                )
                .GroupBy(found => (found.Name, found.constraint, found.Kind), found => found.NodeId)
                .Select(group => new UnjudgedTable(
                    group.Key.Name,
                    group.Key.constraint,
                    group.Key.Kind,
                    [.. group.Order(StringComparer.Ordinal)]
                ))
                .OrderBy(table => table.Table.ToString(), StringComparer.Ordinal)
                .ThenBy(table => table.Constraint.Name, StringComparer.Ordinal),
        ];
    }
}
