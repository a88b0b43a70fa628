using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What the tables of a node are made of, without what the node deliberately has not got.</summary>
internal static class NodeSchemas
{
    /// <summary>Those that are left, in the order of their names.</summary>
    /// <param name="kind">The kind of node.</param>
    /// <param name="tables">What every kind has in common.</param>
    /// <param name="partsOf">In the server's words.</param>
    /// <param name="ignored">What is left out.</param>
    public static IReadOnlyList<TableSchema> Of(
        string kind,
        IReadOnlyList<TableDefinition> tables,
        Func<TableDefinition, IEnumerable<SchemaPart>> partsOf,
        IgnoreList ignored
    ) =>
        [
            .. tables
                .Where(table => !ignored.HasTable(table.Name))
                .DistinctBy(table => table.Name)
                .OrderBy(table => table.Name.ToString(), StringComparer.Ordinal)
                .Select(table => new TableSchema(
                    kind,
                    table with
                    {
                        Columns = [.. table.Columns.Where(column => !ignored.HasColumn(table.Name, column.Name))],
                    },
                    [
                        .. partsOf(table)
                            .Where(part => !part.Columns.Any(column => ignored.HasColumn(table.Name, column)))
                            .OrderBy(part => part.Kind, StringComparer.Ordinal)
                            .ThenBy(part => part.Name, StringComparer.Ordinal),
                    ]
                )),
        ];
}
