using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Refuses tables whose rows no change could name, by name and at once.</summary>
internal static class UnusableKeys
{
    /// <summary>Throws if a column of the table's key has no value in changes.</summary>
    /// <exception cref="NodeFaultException">There is one; the message names it and what to do.</exception>
    public static void Refuse(TableDefinition table)
    {
        foreach (var name in table.PrimaryKey)
        {
            if (table.FindColumn(name) is not { } column)
            {
                throw Unusable(
                    $"Column '{name}' of the key of table {table.Name} is ignored, so no row of it can be found.",
                    $"Take '{table.Name}.{name}' off the node's Ignore list, or ignore the whole table."
                );
            }

            if (column.Generated)
            {
                throw Unusable(
                    $"Column '{name}' of the key of table {table.Name} is generated: changes never bring its value, so "
                        + "no row of it can be found.",
                    $"Give {table.Name} a unique index over NOT NULL columns that are not generated, which is then "
                        + $"taken for its key, or add '{table.Name}' to the node's Ignore list."
                );
            }
        }
    }

    private static NodeFaultException Unusable(string problem, string remedy) =>
        new(problem, remedy, isTransient: false, code: null) { MayHeal = true };
}
