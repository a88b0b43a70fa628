using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>A table as all serving nodes have it together.</summary>
/// <param name="Definition">The columns all of them have, each as strict as the strictest has it.</param>
/// <param name="LackingNodes">Nodes that lack the whole table.</param>
/// <param name="LackingColumns">Columns that only some have.</param>
internal sealed record ServedTable(
    TableDefinition Definition,
    IReadOnlyList<string> LackingNodes,
    IReadOnlyList<LackingColumn> LackingColumns
)
{
    /// <summary>Puts a table together.</summary>
    /// <param name="preferred">The definition whose types count.</param>
    /// <param name="nodes">All nodes that count.</param>
    public static ServedTable Of(TableDefinition preferred, IReadOnlyList<ServingNode> nodes)
    {
        var having = nodes
            .Select(node => (Node: node, Table: node.Find(preferred.Name)))
            .ToLookup(node => node.Table is not null);
        var tables = having[true].Select(node => node.Table!).ToList();
        var lackingColumns = tables
            .SelectMany(table => table.Columns)
            .Select(column => column.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(column => Lacking(preferred.Name, column, having[true].Select(node => node.Node), tables))
            .OfType<LackingColumn>()
            .ToList();
        return new ServedTable(
            Common(preferred, tables, lackingColumns),
            [.. having[false].Select(node => node.Node.Id)],
            lackingColumns
        );
    }

    private static LackingColumn? Lacking(
        TableName table,
        string column,
        IEnumerable<ServingNode> nodes,
        List<TableDefinition> tables
    )
    {
        var lacking = nodes.Where(node => node.Lacks(table, column)).Select(node => node.Id).ToList();
        return lacking.Count == 0
            ? null
            : new LackingColumn(
                column,
                lacking,
                tables.Any(having =>
                    ServingNode.Find(having, column) is { Nullable: false, HasDefault: false, Generated: false }
                )
            );
    }

    // The same object where nothing differs: what is worked out for a definition is kept with it.
    private static TableDefinition Common(
        TableDefinition preferred,
        List<TableDefinition> tables,
        List<LackingColumn> lacking
    )
    {
        ColumnDefinition[] columns =
        [
            .. preferred
                .Columns.Where(column =>
                    !lacking.Any(other => string.Equals(other.Name, column.Name, StringComparison.OrdinalIgnoreCase))
                )
                .Select(column =>
                    Strictest(
                        column,
                        tables.Select(table => ServingNode.Find(table, column.Name)).OfType<ColumnDefinition>()
                    )
                ),
        ];
        return columns.SequenceEqual(preferred.Columns) ? preferred : preferred with { Columns = columns };
    }

    private static ColumnDefinition Strictest(ColumnDefinition column, IEnumerable<ColumnDefinition> others)
    {
        foreach (var other in others)
        {
            column = column with
            {
                Nullable = column.Nullable && other.Nullable,
                HasDefault = column.HasDefault && (other.HasDefault || other.Nullable),
                Generated = column.Generated || other.Generated,
            };
        }

        return column;
    }
}
