using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>
/// What a real connector recorded of every type, folded by key, coerced and bound, leaves in PostgreSQL what the source
/// held, but for what the recording's README says the records cannot tell.
/// </summary>
public sealed class CorpusValuesTests
{
    /// <summary>Table, column, and the row if only one is exempt.</summary>
    private static readonly HashSet<(string Table, string Column, int? Row)> Exempt =
    [
        // No converter: missing from the records, or always null.
        .. new[] { "c_box", "c_circle", "c_line", "c_lseg", "c_path", "c_polygon" }.Select(c =>
            ("types_geo", c, (int?)null)
        ),
        ("types_text", "c_tsquery", null),
        ("types_text", "c_multi", null),
        ("types_text", "c_name", null),
        ("types_array", "a_interval", null),
        ("types_array", "a_money", null),
        ("types_array", "a_dom", null),
        // NaN and infinities of numeric arrive as null in precise mode; so does an enum array with a NULL element.
        ("types_special", "c_num", 10),
        ("types_special", "c_num", 12),
        ("types_special", "c_numps", 10),
        ("types_special", "c_nums_arr", 10),
        ("types_special", "c_nums_arr", 11),
        ("types_array", "a_enum", 10),
        // Dimensions, lower bounds and microseconds of array elements are lost.
        ("types_array", "a_int2d", null),
        ("types_array", "a_text", 13),
        ("types_array", "a_int", 13),
        ("types_array", "a_time", 10),
        // An interval is one number of microseconds; a varbit loses its leading zeros; 24:00 with a zone becomes 00:00.
        ("types_time", "c_interval", null),
        ("types_time", "c_interval_ym", null),
        ("types_num", "c_varbit_un", 11),
        ("types_time", "c_timetz", 18),
    ];

    public static TheoryData<string> Recordings => ["json/one-topic", "json-schema/one-topic", "avro/one-topic"];

    [PostgresCorpusTheory]
    [MemberData(nameof(Recordings))]
    public async Task Recording_FoldedCoercedAndBound_LeavesWhatTheSourceHeld(string name)
    {
        await using var database = await PostgresTestServer.CreateDatabaseAsync();
        await database.ExecuteAsync(await File.ReadAllTextAsync(CorpusFolder.In("schema.sql")));
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database.ConnectionString)
            {
                Options = PostgresSession.Options,
                Pooling = false,
            }.ConnectionString
        );
        await connection.OpenAsync();
        var tables = await FoldAsync(new CorpusRecording(name));
        Assert.Equal(6, tables.Count);
        var differences = new List<string>();
        foreach (var (table, rows) in tables)
        {
            var types = await RoundTripDatabases.ColumnTypesAsync(connection, $"inventory.{table}");
            await RoundTripDatabases.ExecuteAsync(connection, $"TRUNCATE inventory.{table}");
            foreach (var row in rows.Values)
            {
                await InsertAsync(connection, table, types, row);
            }

            await LoadExpectedAsync(connection, table);
            differences.AddRange(await CompareAsync(connection, table, types));
        }

        Assert.Empty(differences);
    }

    private static async Task<SortedDictionary<string, Dictionary<long, Dictionary<string, DataValue>>>> FoldAsync(
        CorpusRecording recording
    )
    {
        var decoder = new RecordDecoder(
            recording.Schemas(),
            new DebeziumDecoderOptions(),
            CorpusSources.Catalog,
            TimeProvider.System
        );
        var id = new ColumnType(ColumnKind.Int32, "integer");
        var tables = new SortedDictionary<string, Dictionary<long, Dictionary<string, DataValue>>>(
            StringComparer.Ordinal
        );
        foreach (var (_, record) in recording.Read())
        {
            if (
                await decoder.DecodeAsync(record, CancellationToken.None) is not { IsRow: true, Row.Change: var change }
                || !change.Table.Name.StartsWith("types_", StringComparison.Ordinal)
            )
            {
                continue;
            }

            tables.TryAdd(change.Table.Name, []);
            var rows = tables[change.Table.Name];
            change.Key!.Value.TryGet("id", out var raw);
            var key = ValueCoercion.Coerce(raw, id).AsInt64();
            if (change.Operation == ChangeOperation.Delete)
            {
                rows.Remove(key);
                continue;
            }

            rows.TryAdd(key, []);
            for (var i = 0; i < change.After!.Value.ToValues().Length; i++)
            {
                if (change.After.Value.ToValues()[i].Kind != DataKind.Unavailable)
                {
                    rows[key][change.After.Value.Shape.Columns[i]] = change.After.Value.ToValues()[i];
                }
            }
        }

        return tables;
    }

    private static async Task InsertAsync(
        NpgsqlConnection connection,
        string table,
        Dictionary<string, ColumnType> types,
        Dictionary<string, DataValue> row
    )
    {
        var binding = new PostgresValueBinding();
        await using var command = new NpgsqlCommand { Connection = connection };
        var (columns, values) = (new List<string>(), new List<string>());
        foreach (var (column, value) in row)
        {
            var name = $"${columns.Count + 1}";
            columns.Add($"\"{column}\"");
            values.Add(binding.ParameterExpression(name, types[column]));
            command.Parameters.Add(
                binding.CreateParameter(
                    name,
                    ValueCoercion.Coerce(value, types[column], CorpusSources.DefaultForms),
                    types[column]
                )
            );
        }

        command.CommandText =
            $"INSERT INTO inventory.{table} ({string.Join(",", columns)}) VALUES ({string.Join(",", values)})";
        await command.ExecuteNonQueryAsync();
    }

    private static async Task LoadExpectedAsync(NpgsqlConnection connection, string table)
    {
        await RoundTripDatabases.ExecuteAsync(
            connection,
            $"DROP TABLE IF EXISTS expected; CREATE TABLE expected (LIKE inventory.{table})"
        );
        await using var writer = await connection.BeginTextImportAsync("COPY expected FROM STDIN (FORMAT csv, HEADER)");
        await writer.WriteAsync(await File.ReadAllTextAsync(CorpusFolder.In("expected", $"inventory.{table}.csv")));
    }

    private static async Task<List<string>> CompareAsync(
        NpgsqlConnection connection,
        string table,
        Dictionary<string, ColumnType> types
    )
    {
        var differences = new List<string>();
        foreach (var (column, type) in types)
        {
            await using var command = new NpgsqlCommand(
                $"""
                SELECT id, {Comparable("a", column, type)}::text AS ours, {Comparable(
                    "e",
                    column,
                    type
                )}::text AS theirs
                FROM inventory.{table} a FULL JOIN expected e USING (id)
                WHERE {Comparable("a", column, type)} IS DISTINCT FROM {Comparable("e", column, type)} ORDER BY id
                """,
                connection
            );
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var row = reader.GetInt32(0);
                if (!Exempt.Contains((table, column, null)) && !Exempt.Contains((table, column, row)))
                {
                    differences.Add($"{table}.{column} of {row}: {reader[1]} and not {reader[2]}");
                }
            }
        }

        return differences;
    }

    /// <summary>
    /// As text, which hides nothing; numbers by number, because records drop trailing zeros; timetz in UTC, as records
    /// bring it.
    /// </summary>
    private static string Comparable(string side, string column, ColumnType type) =>
        type.Kind == ColumnKind.Decimal || type.Element?.Kind == ColumnKind.Decimal ? $"{side}.\"{column}\""
        : type.Kind == ColumnKind.TimeTz ? $"({side}.\"{column}\" AT TIME ZONE 'UTC')"
        : $"{side}.\"{column}\"::text";
}
