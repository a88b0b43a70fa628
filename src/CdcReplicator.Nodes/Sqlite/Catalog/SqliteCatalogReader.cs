using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.Nodes;

/// <summary>
/// Reads SQLite's catalog. A table called <c>schema.name</c> stands for itself, a plain <c>name</c> for
/// <c>public.name</c>.
/// </summary>
internal sealed class SqliteCatalogReader(SqliteConnection connection, SqliteDialect dialect)
{
    private const string ConflictClause = "ON CONFLICT";
    private const string Deferred = "DEFERRED";

    /// <summary>All tables of users, without virtual ones.</summary>
    public IReadOnlyList<CatalogTable> Read()
    {
        const string list = """
            SELECT l.name, l.wr, m.sql FROM pragma_table_list l JOIN sqlite_schema m ON m.type = 'table' AND m.name = l.name
            WHERE l.schema = 'main' AND l.type = 'table' AND l.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND substr(l.name, 1, 15) <> $1
            ORDER BY l.name
            """;
        var tables = Query(list, SqliteDialect.StatePrefix, r => (r.GetString(0), r.GetInt64(1) != 0, r.GetString(2)));
        dialect.Use(new SqliteNames(tables.Select(table => table.Item1)));
        return [.. tables.Select(table => ReadTable(table.Item1, table.Item2, table.Item3))];
    }

    private CatalogTable ReadTable(string name, bool withoutRowId, string sql)
    {
        var columns = Query(
            "SELECT name, type, \"notnull\", dflt_value IS NOT NULL, pk, hidden FROM pragma_table_xinfo($1) "
                + "WHERE hidden <> 1 ORDER BY cid",
            name,
            r => new SqliteColumnRow(
                r.GetString(0),
                r.GetString(1),
                r.GetInt64(2) != 0,
                r.GetInt64(3) != 0,
                r.GetInt32(4),
                r.GetInt64(5) != 0
            )
        );
        var primary = columns.Where(column => column.KeyPlace > 0).OrderBy(column => column.KeyPlace).ToList();
        var isRowId = !withoutRowId && primary is [{ IsInteger: true }];
        ColumnDefinition[] definitions = [.. columns.Select(column => column.ToDefinition(isRowId))];
        var indexes = ReadUniqueIndexes(name);
        string[] key = [.. primary.Select(column => column.Name)];
        if (key.Length == 0 && FindKey(indexes, definitions) is { } standIn)
        {
            key = standIn.Columns;
            indexes = [.. indexes.Where(index => index != standIn)];
        }

        var hasTriggers =
            Query("SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = $1", name, r => true).Count > 0;
        return new CatalogTable(
            new TableDefinition(
                TableName.Parse(name),
                definitions,
                key,
                [.. indexes.Select(index => new UniqueConstraint(index.Name, index.Columns))],
                SqliteChecks.Find(sql),
                ReadForeignKeys(name)
            ),
            KeyArbitrates: true,
            DeferredConstraints: [],
            new TableFacts
            {
                ActsOnChecked = hasTriggers,
                ActsOnTrusted = hasTriggers,
                // A key or unique constraint may say ON CONFLICT REPLACE or IGNORE, which no pragma shows.
                HasOpaqueConstraint =
                    indexes.Any(index => !index.IsPlain)
                    || sql.Contains(ConflictClause, StringComparison.OrdinalIgnoreCase),
                ComputesWithValues = definitions.Any(column => column.Generated) || HasExpressionIndex(name),
                // No pragma shows that a foreign key is checked when the transaction ends.
                RefusesAtOnce = !sql.Contains(Deferred, StringComparison.OrdinalIgnoreCase),
                InexactColumns =
                [
                    .. ReadCollatedColumns(name),
                    // Kept as SQLite's own numbers, they compare as doubles.
                    .. definitions
                        .Where(column => column.Type.Kind == ColumnKind.Decimal)
                        .Select(column => column.Name),
                ],
            }
        )
        {
            DeclaredAs = dialect.Quote(name),
        };
    }

    private List<SqliteIndexRow> ReadUniqueIndexes(string table) =>
        [
            .. Query(
                    "SELECT name, partial FROM pragma_index_list($1) WHERE \"unique\" = 1 AND origin <> 'pk' "
                        + "ORDER BY seq DESC",
                    table,
                    r => (Name: r.GetString(0), IsPartial: r.GetInt64(1) != 0)
                )
                .Select(index =>
                {
                    var columns = Query(
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

    private bool HasExpressionIndex(string table) =>
        Query(
            "SELECT 1 FROM pragma_index_list($1) l JOIN pragma_index_xinfo(l.name) x WHERE x.cid = -2 OR l.partial = 1",
            table,
            r => true
        ).Count > 0;

    /// <summary>
    /// Columns that some unique index, the key's included, compares by another collation than byte by byte.
    /// </summary>
    private List<string> ReadCollatedColumns(string table) =>
        Query(
            "SELECT x.name FROM pragma_index_list($1) l JOIN pragma_index_xinfo(l.name) x "
                + "WHERE l.\"unique\" = 1 AND x.key = 1 AND x.name IS NOT NULL AND x.coll <> 'BINARY'",
            table,
            r => r.GetString(0)
        );

    private ForeignKeyConstraint[] ReadForeignKeys(string table)
    {
        var rows = Query(
            "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list($1) ORDER BY id, seq",
            table,
            r =>
                (
                    Id: r.GetInt64(0),
                    Parent: r.GetString(1),
                    From: r.GetString(2),
                    To: r.IsDBNull(3) ? null : r.GetString(3)
                )
        );
        return
        [
            .. rows.GroupBy(row => row.Id)
                .Select(key =>
                {
                    var parent = key.First().Parent;
                    string[] to = [.. key.Select(row => row.To).OfType<string>()];
                    return new ForeignKeyConstraint(
                        $"{table}_fk{key.Key}",
                        [.. key.Select(row => row.From)],
                        TableName.Parse(parent),
                        to.Length > 0 ? to : PrimaryKeyOf(parent)
                    );
                }),
        ];
    }

    private string[] PrimaryKeyOf(string table) =>
        [.. Query("SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk", table, r => r.GetString(0))];

    private static SqliteIndexRow? FindKey(List<SqliteIndexRow> indexes, ColumnDefinition[] columns)
    {
        // Changes do not bring the value of a generated column.
        var unfit = columns
            .Where(column => column.Nullable || column.Generated)
            .Select(column => column.Name)
            .ToHashSet();
        return indexes.FirstOrDefault(index => index.IsPlain && !index.Columns.Any(unfit.Contains));
    }

    private List<T> Query<T>(string sql, string argument, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$1", argument);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
