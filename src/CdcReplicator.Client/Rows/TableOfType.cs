using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;

namespace CdcReplicator.Client;

/// <summary>The table that a type of rows says it belongs to.</summary>
internal static class TableOfType
{
    /// <exception cref="InvalidOperationException">The type names no table.</exception>
    public static string NameOf(Type type)
    {
        if (type.GetCustomAttribute<TableAttribute>() is not { } table)
        {
            throw new InvalidOperationException(
                $"{type} does not say which table its rows are of. Give it [Table(\"name\")] of "
                    + $"{typeof(TableAttribute).Namespace}, or name the table: Table<{type.Name}>(\"name\")."
            );
        }

        return string.IsNullOrEmpty(table.Schema) ? table.Name : $"{table.Schema}.{table.Name}";
    }
}
