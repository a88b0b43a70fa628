using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>The recordings of one run in three encodings say the same, record by record.</summary>
public sealed class CorpusAgreementTests
{
    // Inner arrays of text are Java object names, other ones in each recording.
    private static readonly string[] DifferentColumns = ["a_text"];

    [CorpusFact]
    public async Task OneTopic_AvroAndJsonWithSchema_DecodeToTheSameValues()
    {
        var json = await DecodedCorpus.RowsAsync("json-schema/one-topic");
        await AssertAgreeAsync("avro/one-topic", json, (_, typed, other) => typed == other);
    }

    [CorpusFact]
    public async Task OneTopic_JsonWithAndWithoutSchema_CoerceToTheSameValues()
    {
        var typed = await DecodedCorpus.RowsAsync("json-schema/one-topic");
        await AssertAgreeAsync("json/one-topic", typed, CoercesTo);
    }

    [CorpusTheory]
    [InlineData("c_date")]
    [InlineData("c_ts")]
    [InlineData("c_ts3")]
    [InlineData("c_tstz")]
    [InlineData("c_time3")]
    public async Task TemporalModes_SameRow_DecodeToTheSameValue(string column)
    {
        var byMode = new Dictionary<string, Dictionary<long, DataValue>>(StringComparer.Ordinal);
        foreach (var mode in new[] { "default", "modes-string", "modes-double", "modes-connect" })
        {
            var values = byMode[mode] = [];
            foreach (var row in (await DecodedCorpus.ReadAsync($"avro/{mode}")).Where(e => e.IsRow).Select(e => e.Row))
            {
                if (
                    row.Change is { Table.Name: "types_time", After: { } after }
                    && after.TryGet("id", out var id)
                    && after.TryGet(column, out var value)
                )
                {
                    values[id.AsInt64()] = value;
                }
            }
        }

        Assert.True(byMode["default"].Count > 15);
        foreach (var (mode, values) in byMode)
        {
            // connect mode cuts microseconds; isostring loses 24:00.
            var expected = byMode["default"]
                .Where(v => mode != "modes-connect" || v.Value.IsNull || column != "c_ts" || IsWholeMillis(v.Value))
                .Where(v => mode != "modes-string" || v.Value.AsInt64() != 86_400_000_000);
            Assert.All(
                expected,
                v => Assert.True(values[v.Key] == v.Value, $"{mode} {v.Key}: {values[v.Key]} {v.Value}")
            );
        }
    }

    private static bool IsWholeMillis(DataValue value) =>
        value.AsInt64() is DataValue.PositiveInfinity or DataValue.NegativeInfinity || value.AsInt64() % 1000 == 0;

    private static async Task AssertAgreeAsync(
        string recording,
        Dictionary<string, RowEvent> expected,
        Func<string, DataValue, DataValue, bool> agree
    )
    {
        var actual = await DecodedCorpus.RowsAsync(recording);
        var differences = new List<string>();
        var compared = 0;
        foreach (var (place, left) in expected)
        {
            if (!actual.TryGetValue(place, out var right))
            {
                continue;
            }

            compared++;
            Assert.Equal(left.Change.Operation, right.Change.Operation);
            Assert.Equal(left.KeyChange, right.KeyChange);
            Assert.Equal(left.Transaction?.TotalOrder, right.Transaction?.TotalOrder);
            Compare(place, left.Change.Key, right.Change.Key, agree, differences);
            Compare(place, left.Change.Before, right.Change.Before, agree, differences);
            Compare(place, left.Change.After, right.Change.After, agree, differences);
        }

        Assert.True(compared > 6300, $"only {compared} of {expected.Count} records were compared");
        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(40)));
    }

    private static void Compare(
        string place,
        RowImage? left,
        RowImage? right,
        Func<string, DataValue, DataValue, bool> agree,
        List<string> differences
    )
    {
        if (left is null || right is null || left.Value.ToValues().Length != right.Value.ToValues().Length)
        {
            if (left?.ToValues().Length != right?.ToValues().Length)
            {
                differences.Add($"{place}: {left?.ToValues().Length} and {right?.ToValues().Length} columns");
            }

            return;
        }

        for (var i = 0; i < left.Value.ToValues().Length; i++)
        {
            var column = left.Value.Shape.Columns[i];
            if (
                !DifferentColumns.Contains(column)
                && !agree(column, left.Value.ToValues()[i], right.Value.ToValues()[i])
            )
            {
                differences.Add(
                    $"{place} {column}: {left.Value.ToValues()[i].Kind} {left.Value.ToValues()[i]} and "
                        + $"{right.Value.ToValues()[i]}"
                );
            }
        }
    }

    private static bool CoercesTo(string column, DataValue typed, DataValue untyped)
    {
        if (typed.IsNull || typed.Kind == DataKind.Unavailable)
        {
            return typed == untyped;
        }

        var type = TypeOf(column, typed);
        return type is null
            || ValueCoercion.Coerce(untyped, type, CorpusSources.DefaultForms) == ValueCoercion.Coerce(typed, type);
    }

    private static ColumnType? TypeOf(string column, DataValue value)
    {
        int? precision =
            column.EndsWith('0') ? 0
            : column.EndsWith('3') || column == "updated" ? 3
            : null;
        return value.Kind switch
        {
            DataKind.Boolean => new ColumnType(ColumnKind.Boolean, "boolean"),
            DataKind.Integer => new ColumnType(ColumnKind.Int64, "bigint"),
            DataKind.Float32 => new ColumnType(ColumnKind.Float32, "real"),
            DataKind.Float64 => new ColumnType(ColumnKind.Float64, "double precision"),
            DataKind.Decimal => new ColumnType(
                ColumnKind.Decimal,
                "numeric",
                Scale: value.AsDecimal().Scale is var scale && IsFixedScale(column) ? scale : null
            ),
            DataKind.Uuid => new ColumnType(ColumnKind.Uuid, "uuid"),
            DataKind.Json => new ColumnType(ColumnKind.Json, "json"),
            DataKind.Date => new ColumnType(ColumnKind.Date, "date"),
            DataKind.Time => new ColumnType(ColumnKind.Time, "time", Precision: precision),
            DataKind.TimeTz => new ColumnType(ColumnKind.TimeTz, "timetz", Precision: precision),
            DataKind.Timestamp => new ColumnType(ColumnKind.Timestamp, "timestamp", Precision: precision),
            DataKind.TimestampTz => new ColumnType(ColumnKind.TimestampTz, "timestamptz", Precision: precision),
            DataKind.Point => new ColumnType(ColumnKind.Point, "point"),
            DataKind.Interval => new ColumnType(ColumnKind.Interval, "interval"),
            DataKind.Text => new ColumnType(ColumnKind.Text, "text"),
            DataKind.Bytes when !column.StartsWith("c_bit", StringComparison.Ordinal) => new ColumnType(
                ColumnKind.Bytes,
                "bytea"
            ),
            _ => null,
        };
    }

    // Unconstrained numeric comes with a scale of its own, and says so in either encoding.
    private static bool IsFixedScale(string column) => column is not ("c_num" or "nl_num" or "c_numeric");
}
