using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.Nodes;

/// <summary>Reads indexes of SQLite's catalog.</summary>
internal sealed class SqliteIndexReader(SqliteConnection connection)
{
    /// <summary>Unique indexes of a table beside its primary key, in the order in which they were made.</summary>
    public List<SqliteIndexRow> ReadUnique(string table) =>
        [
            .. connection
                .ReadRows(
                    "SELECT name, partial FROM pragma_index_list($1) WHERE \"unique\" = 1 AND origin <> 'pk' "
                        + "ORDER BY seq DESC",
                    table,
                    r => (Name: r.GetString(0), IsPartial: r.GetInt64(1) != 0)
                )
                .Select(index =>
                {
                    var columns = connection.ReadRows(
                        "SELECT name FROM pragma_index_info($1) ORDER BY seqno",
                        index.Name,
                        r => r.IsDBNull(0) ? null : r.GetString(0)
                    );
                    return new SqliteIndexRow(
                        index.Name,
                        !index.IsPartial && !columns.Contains(null),
                        [.. columns.OfType<string>()]
                    );
                }),
        ];

    /// <summary>Whether an index computes an expression, or whether a row belongs to it.</summary>
    public bool HasExpression(string table) =>
        connection
            .ReadRows(
                "SELECT 1 FROM pragma_index_list($1) l JOIN pragma_index_xinfo(l.name) x "
                    + "WHERE x.cid = -2 OR l.partial = 1",
                table,
                r => true
            )
            .Count > 0;

    /// <summary>
    /// Columns that some unique index, the key's included, compares by another collation than byte by byte.
    /// </summary>
    public List<string> ReadCollatedColumns(string table) =>
        connection.ReadRows(
            "SELECT x.name FROM pragma_index_list($1) l JOIN pragma_index_xinfo(l.name) x "
                + "WHERE l.\"unique\" = 1 AND x.key = 1 AND x.name IS NOT NULL AND x.coll <> 'BINARY'",
            table,
            r => r.GetString(0)
        );

    /// <summary>The index that can stand in for a primary key; null if there is none.</summary>
    public static SqliteIndexRow? FindKey(List<SqliteIndexRow> indexes, ColumnDefinition[] columns)
    {
        // Changes do not bring the value of a generated column.
        var unfit = columns
            .Where(column => column.Nullable || column.Generated)
            .Select(column => column.Name)
            .ToHashSet();
        return indexes.FirstOrDefault(index => index.IsPlain && !index.Columns.Any(unfit.Contains));
    }
}
