using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Refuses columns that cannot be carried, by name and at once.</summary>
internal static class UnsupportedColumns
{
    /// <summary>Throws if a column of the table cannot be carried.</summary>
    /// <exception cref="UnsupportedTypeException">There is one.</exception>
    public static void Refuse(TableDefinition table, Func<ColumnType, string> remedy)
    {
        foreach (var column in table.Columns)
        {
            if (column.Type.Kind == ColumnKind.Unsupported)
            {
                throw new UnsupportedTypeException(
                    $"Column '{column.Name}' of table {table.Name} has the type '{column.Type.NativeName}', which "
                        + "cannot be carried.",
                    $"{remedy(column.Type)} Or add '{table.Name.Column(column.Name)}' to the node's Ignore list."
                );
            }
        }
    }
}
