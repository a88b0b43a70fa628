using System.Data.Common;
using System.Text;
using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.Nodes;

/// <summary>Reads what the tables of a SQLite file are made of.</summary>
internal sealed class SqliteSchemaReader : ISchemaReader
{
    private const string Column = "column";
    private const string Index = "index";
    private const string Constraint = "constraint";
    private const string Table = "table";

    /// <inheritdoc/>
    public Task<IReadOnlyList<TableSchema>> ReadAsync(
        DbConnection connection,
        IgnoreList ignored,
        CancellationToken cancellationToken
    ) => Task.FromResult(Read((SqliteConnection)connection, ignored));

    private static IReadOnlyList<TableSchema> Read(SqliteConnection connection, IgnoreList ignored)
    {
        // Names as the file has them now; the node's own dialect may know those of before.
        var dialect = new SqliteDialect(new SqliteValueBinding());
        var tables = new SqliteCatalogReader(connection, dialect).Read();
        var names = tables.ToDictionary(table => table.Definition.Name, table => dialect.NameOf(table.Definition.Name));
        return NodeSchemas.Of(
            NodeKinds.Sqlite,
            [.. tables.Select(table => table.Definition)],
            table => PartsOf(connection, names[table.Name]),
            ignored
        );
    }

    private static IReadOnlyList<SchemaPart> PartsOf(SqliteConnection connection, string table) =>
        [
            .. Columns(connection, table),
            .. Indexes(connection, table),
            .. Uniques(connection, table),
            .. ForeignKeys(connection, table),
            .. Declared(connection, table),
        ];

    private static List<SchemaPart> Columns(SqliteConnection connection, string table) =>
        connection.ReadRows(
            "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo($1) WHERE hidden <> 1",
            table,
            r =>
            {
                var name = r.GetString(0);
                var text = new StringBuilder(r.GetString(1));
                text.Append(r.GetInt64(2) != 0 ? " NOT NULL" : "");
                text.Append(r.IsDBNull(3) ? "" : $" DEFAULT {OneLine(r.GetString(3))}");
                text.Append(r.GetInt64(4) != 0 ? $" KEY {r.GetInt64(4)}" : "");
                text.Append(r.GetInt64(5) != 0 ? " GENERATED" : "");
                return new SchemaPart(Column, name, text.ToString(), [name]);
            }
        );

    private static IEnumerable<SchemaPart> Indexes(SqliteConnection connection, string table) =>
        connection
            .ReadRows(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = $1 AND sql IS NOT NULL",
                table,
                r => (Name: r.GetString(0), Sql: r.GetString(1))
            )
            .Select(index => new SchemaPart(Index, index.Name, OneLine(index.Sql), ColumnsOf(connection, index.Name)));

    // Its name is SQLite's own and counts, so it is not told.
    private static IEnumerable<SchemaPart> Uniques(SqliteConnection connection, string table) =>
        connection
            .ReadRows("SELECT name FROM pragma_index_list($1) WHERE origin = 'u'", table, r => r.GetString(0))
            .Select(index => ColumnsOf(connection, index))
            .Select(columns => $"UNIQUE ({string.Join(", ", columns)})")
            .Distinct()
            .Select(text => new SchemaPart(Constraint, text, text, []));

    private static IEnumerable<SchemaPart> ForeignKeys(SqliteConnection connection, string table) =>
        connection
            .ReadRows(
                "SELECT id, \"table\", \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list($1) "
                    + "ORDER BY id, seq",
                table,
                r =>
                    (
                        Id: r.GetInt64(0),
                        Parent: r.GetString(1),
                        From: r.GetString(2),
                        To: r.IsDBNull(3) ? "" : r.GetString(3),
                        Acts: $"ON UPDATE {r.GetString(4)} ON DELETE {r.GetString(5)}"
                    )
            )
            .GroupBy(row => row.Id)
            .Select(key =>
                $"FOREIGN KEY ({string.Join(", ", key.Select(row => row.From))}) REFERENCES {key.First().Parent} "
                + $"({string.Join(", ", key.Select(row => row.To))}) {key.First().Acts}"
            )
            .Distinct()
            .Select(text => new SchemaPart(Constraint, text, text, []));

    // No pragma shows checks, generated expressions, collations and conflict clauses. They stand in the text, which
    // ALTER TABLE rewrites, so only what stands in it alone is taken.
    private static IEnumerable<SchemaPart> Declared(SqliteConnection connection, string table)
    {
        var (sql, isStrict, isWithoutRowId) = connection
            .ReadRows(
                "SELECT m.sql, l.strict, l.wr FROM pragma_table_list l JOIN sqlite_schema m ON m.name = l.name "
                    + "WHERE l.schema = 'main' AND m.type = 'table' AND l.name = $1",
                table,
                r => (r.GetString(0), r.GetInt64(1) != 0, r.GetInt64(2) != 0)
            )
            .Single();
        foreach (var check in SqliteChecks.Find(sql).Select(check => $"CHECK ({OneLine(check.Expression)})").Distinct())
        {
            yield return new SchemaPart(Constraint, check, check, []);
        }

        var kind = $"{(isStrict ? "STRICT" : "")}{(isWithoutRowId ? " WITHOUT ROWID" : "")}".Trim();
        yield return new SchemaPart(Table, "kind", kind.Length == 0 ? "ordinary" : kind, []);
    }

    private static string[] ColumnsOf(SqliteConnection connection, string index) =>
        [
            .. connection
                .ReadRows(
                    "SELECT name FROM pragma_index_info($1) ORDER BY seqno",
                    index,
                    r => r.IsDBNull(0) ? null : r.GetString(0)
                )
                .OfType<string>(),
        ];

    /// <summary>Blanks outside of quotes count once.</summary>
    internal static string OneLine(string sql)
    {
        var text = new StringBuilder(sql.Length);
        char? quote = null;
        foreach (var c in sql)
        {
            if (quote is null && char.IsWhiteSpace(c))
            {
                if (text.Length > 0 && text[^1] != ' ')
                {
                    text.Append(' ');
                }

                continue;
            }

            quote =
                quote == c ? null
                : quote is null && c is '\'' or '"' or '`' ? c
                : quote;
            text.Append(c);
        }

        return text.ToString().TrimEnd();
    }
}
