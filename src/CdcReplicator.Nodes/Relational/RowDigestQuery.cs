using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>The text of the query that reads a range of a table for its digests.</summary>
internal static class RowDigestQuery
{
    /// <summary>
    /// The query. Its only values are whole numbers and stand in it, because a copy takes no parameters.
    /// </summary>
    public static string Of(
        ISqlDialect dialect,
        TableDefinition table,
        IReadOnlyList<ColumnDefinition> columns,
        RowRange range
    )
    {
        var list = columns.Select(column => dialect.Binding.SelectExpression(dialect.Quote(column.Name), column.Type));
        var query = $"SELECT {string.Join(", ", list)} FROM {RejectionTable.TextOf(dialect, table.Name)}";
        if (range.MaxRows is not { } most)
        {
            return query;
        }

        var key = string.Join(", ", table.PrimaryKey.Select(dialect.Quote));
        if (range.After is { } after)
        {
            query += $" WHERE ({key}) > ({string.Join(", ", after.Select(Number))})";
        }

        return $"{query} ORDER BY {key} LIMIT {Number(most)}";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
