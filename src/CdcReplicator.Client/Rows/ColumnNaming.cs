using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>
/// Finds the column a name means: the exact name; else the only one equal without regard to case; else the only one
/// equal to the name in snake case (<c>OrderId</c> → <c>order_id</c>).
/// </summary>
internal static class ColumnNaming
{
    /// <summary>The place of the column in the table, or -1 if none or several match.</summary>
    public static int Find(TableDefinition table, string name)
    {
        var columns = table.Columns;
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name == name)
            {
                return i;
            }
        }

        var ignoringCase = FindOnly(columns, name);
        return ignoringCase != -1 ? ignoringCase : FindOnly(columns, SnakeCase(name));
    }

    /// <summary>An underscore before each capital that begins a word, all in lower case.</summary>
    public static string SnakeCase(string name)
    {
        var snake = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var beginsWord =
                i > 0
                && char.IsUpper(name[i])
                && name[i - 1] != '_'
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (beginsWord)
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }

    private static int FindOnly(IReadOnlyList<ColumnDefinition> columns, string name)
    {
        var found = -1;
        for (var i = 0; i < columns.Count; i++)
        {
            if (string.Equals(columns[i].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                if (found != -1)
                {
                    return -1;
                }

                found = i;
            }
        }

        return found;
    }
}
