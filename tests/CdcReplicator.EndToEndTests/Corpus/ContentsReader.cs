using System.Buffers;
using System.Data.Common;
using System.Text;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Reads tables for comparing: PostgreSQL with PostgreSQL by its own text, SQLite with PostgreSQL by canonical form.
/// </summary>
internal static class ContentsReader
{
    /// <summary>
    /// As PostgreSQL writes the values, but for two forms the records cannot keep (README, "Values"): trailing zeros of
    /// unconstrained numerics, the zone of timetz.
    /// </summary>
    public static Task<TableContents> ReadTextAsync(string connectionString, TableDefinition table, string from) =>
        ReadAsync(
            new NpgsqlConnection(connectionString + ";Pooling=false"),
            table,
            table.Columns.Select(column => PostgresText($"\"{column.Name}\"", column.Type)),
            from,
            (reader, i) => reader.IsDBNull(i) ? (null, "") : (reader.GetString(i), reader.GetString(i))
        );

    /// <summary>In the form digests are taken over.</summary>
    public static Task<TableContents> ReadCanonicalAsync(string connectionString, TableDefinition table, string from)
    {
        var binding = new PostgresValueBinding();
        return ReadAsync(
            new NpgsqlConnection($"{connectionString};Pooling=false;Options={PostgresSession.Options}"),
            table,
            table.Columns.Select(column => binding.SelectExpression($"\"{column.Name}\"", column.Type)),
            from,
            (reader, i) => Canonical(binding.Read(reader, i, table.Columns[i].Type))
        );
    }

    /// <summary>The same of a table in SQLite.</summary>
    public static Task<TableContents> ReadSqliteAsync(string connectionString, TableDefinition table)
    {
        var binding = new SqliteValueBinding();
        return ReadAsync(
            new SqliteConnection(connectionString + ";Pooling=False"),
            table,
            table.Columns.Select(column => $"\"{column.Name}\""),
            $"\"{table.Name}\"",
            (reader, i) => Canonical(binding.Read(reader, i, table.Columns[i].Type))
        );
    }

    private static async Task<TableContents> ReadAsync(
        DbConnection connection,
        TableDefinition table,
        IEnumerable<string> columns,
        string from,
        Func<DbDataReader, int, (string? Cell, string Plain)> read
    )
    {
        await using var open = connection;
        await open.OpenAsync();
        await using var command = open.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", columns)} FROM {from}";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string, string?[])>();
        while (await reader.ReadAsync())
        {
            var cells = new string?[table.Columns.Count];
            var row = "";
            for (var i = 0; i < cells.Length; i++)
            {
                (cells[i], var plain) = read(reader, i);
                row = i == 0 ? plain : row;
            }

            rows.Add((row, cells));
        }

        return new TableContents(table.Name.ToString(), [.. table.Columns.Select(column => column.Name)], rows);
    }

    private static string PostgresText(string column, ColumnType type) =>
        type switch
        {
            { Kind: ColumnKind.Decimal, Precision: null } => $"trim_scale({column})::text",
            { Kind: ColumnKind.Array, Element: { Kind: ColumnKind.Decimal, Precision: null } } =>
                $"CASE WHEN {column} IS NOT NULL THEN ARRAY(SELECT trim_scale(e) FROM unnest({column}) e)::text END",
            { Kind: ColumnKind.TimeTz } => $"({column} AT TIME ZONE 'UTC')::text",
            _ => $"{column}::text",
        };

    private static (string? Cell, string Plain) Canonical(DataValue value)
    {
        var form = new ArrayBufferWriter<byte>();
        CanonicalForm.Append(form, value);
        return value.IsNull ? (null, "") : (Encoding.Latin1.GetString(form.WrittenSpan), value.ToString());
    }
}
