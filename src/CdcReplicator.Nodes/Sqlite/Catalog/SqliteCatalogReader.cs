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

    private readonly SqliteIndexReader _indexes = new(connection);
    private readonly SqliteForeignKeyReader _foreignKeys = new(connection);

    /// <summary>All tables of users, without virtual ones.</summary>
    public IReadOnlyList<CatalogTable> Read()
    {
        const string list = """
            SELECT l.name, l.wr, m.sql FROM pragma_table_list l
            JOIN sqlite_schema m ON m.type = 'table' AND m.name = l.name
            WHERE l.schema = 'main' AND l.type = 'table'
            AND l.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND substr(l.name, 1, 15) <> $1
            ORDER BY l.name
            """;
        var tables = connection.ReadRows(
            list,
            SqliteDialect.StatePrefix,
            r => (r.GetString(0), r.GetInt64(1) != 0, r.GetString(2))
        );
        dialect.Use(new SqliteNames(tables.Select(table => table.Item1)));
        return [.. tables.Select(table => ReadTable(table.Item1, table.Item2, table.Item3))];
    }

    private CatalogTable ReadTable(string name, bool withoutRowId, string sql)
    {
        var columns = connection.ReadRows(
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
        var indexes = _indexes.ReadUnique(name);
        string[] key = [.. primary.Select(column => column.Name)];
        if (key.Length == 0 && SqliteIndexReader.FindKey(indexes, definitions) is { } standIn)
        {
            key = standIn.Columns;
            indexes = [.. indexes.Where(index => index != standIn)];
        }

        var hasTriggers = connection
            .ReadRows(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = $1",
                name,
                r => r.GetString(0)
            )
            .Any(trigger => !SqliteGuardSql.IsGuard(trigger));
        return new CatalogTable(
            new TableDefinition(
                TableName.Parse(name),
                definitions,
                key,
                [.. indexes.Select(index => new UniqueConstraint(index.Name, index.Columns))],
                SqliteChecks.Find(sql),
                _foreignKeys.Read(name)
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
                ComputesWithValues = definitions.Any(column => column.Generated) || _indexes.HasExpression(name),
                // No pragma shows that a foreign key is checked when the transaction ends.
                RefusesAtOnce = !sql.Contains(Deferred, StringComparison.OrdinalIgnoreCase),
                InexactColumns =
                [
                    .. _indexes.ReadCollatedColumns(name),
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
}
