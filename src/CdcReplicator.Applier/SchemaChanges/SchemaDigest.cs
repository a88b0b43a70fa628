using System.Security.Cryptography;
using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// A short text for tables, columns, types, keys and constraints, in no order that a node's history decides. Two nodes
/// of one kind with the same text have the same tables. Pure.
/// </summary>
internal static class SchemaDigest
{
    private const int Characters = 16;

    /// <summary>The text.</summary>
    public static string Of(IEnumerable<TableDefinition> tables)
    {
        var all = new StringBuilder();
        foreach (var table in tables.OrderBy(table => table.Name.ToString(), StringComparer.Ordinal))
        {
            Add(all, "table", table.Name.ToString(), table.PartitionOf?.ToString(), Names(table.PrimaryKey));
            AddSorted(
                all,
                table.Columns.Select(column =>
                    $"column|{column.Name}|{column.Type}|{column.Nullable}|{column.HasDefault}|{column.Generated}|"
                    + $"{column.IdentityAlways}"
                )
            );
            AddSorted(all, table.Uniques.Select(unique => $"unique|{unique.Name}|{Names(unique.Columns)}"));
            AddSorted(all, table.Checks.Select(check => $"check|{check.Name}|{check.Expression}"));
            AddSorted(
                all,
                table.ForeignKeys.Select(key =>
                    $"foreign|{key.Name}|{Names(key.Columns)}|{key.References}|{Names(key.ReferencedColumns)}"
                )
            );
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())))[..Characters];
    }

    private static string Names(IEnumerable<string> names) => string.Join(',', names);

    private static void Add(StringBuilder all, params ReadOnlySpan<string?> parts)
    {
        foreach (var part in parts)
        {
            all.Append(part).Append('|');
        }

        all.Append('\n');
    }

    private static void AddSorted(StringBuilder all, IEnumerable<string> lines)
    {
        foreach (var line in lines.Order(StringComparer.Ordinal))
        {
            all.Append(line).Append('\n');
        }
    }
}
