using CdcReplicator.Model;

namespace CdcReplicator.Bench;

/// <summary>
/// Rows of 60 columns with jsonb, numeric, timestamptz and more; 85 % inserts, 15 % updates. One change a transaction.
/// </summary>
internal sealed class WideWorkload(int seed) : Workload(seed)
{
    private const int Inserts = 85;

    /// <summary>2026-01-01, microseconds since the Unix epoch.</summary>
    private const long StartMicros = 1_767_225_600_000_000;
    private const long MicrosPerYear = 31_536_000_000_000;
    private const int FirstDay = 18_000;

    private readonly BenchTable _documents = new(
        "documents",
        [
            BenchColumns.Int64("id"),
            .. Columns("n", 10, BenchColumns.Int32),
            .. Columns("l", 10, BenchColumns.Int64),
            .. Columns("t", 10, BenchColumns.Text),
            .. Columns("m", 8, BenchColumns.Money),
            .. Columns("at", 6, BenchColumns.TimestampTz),
            .. Columns("f", 5, BenchColumns.Float64),
            .. Columns("j", 3, BenchColumns.Json),
            .. Columns("b", 3, BenchColumns.Boolean),
            .. Columns("d", 2, BenchColumns.Date),
            .. Columns("u", 2, BenchColumns.Uuid),
        ]
    );

    public override string Name => "wide";

    public override IReadOnlyList<BenchTable> Tables => [_documents];

    public override IEnumerable<IReadOnlyList<WorkloadChange>> Transactions(long count)
    {
        var random = NewRandom();
        var text = new RandomText(random);
        var last = 0L;
        for (var i = 0L; i < count; i++)
        {
            yield return
            [
                last == 0 || random.Next(100) < Inserts
                    ? WorkloadChange.Create(_documents, Row(++last, random, text))
                    : WorkloadChange.Update(_documents, Row(random.NextInt64(1, last + 1), random, text)),
            ];
        }
    }

    private DataValue[] Row(long id, Random random, RandomText text)
    {
        var columns = _documents.Definition.Columns;
        var row = new DataValue[columns.Count];
        row[0] = DataValue.Integer(id);
        for (var i = 1; i < row.Length; i++)
        {
            row[i] = Value(columns[i].Type.Kind, random, text);
        }

        return row;
    }

    private static DataValue Value(ColumnKind kind, Random random, RandomText text) =>
        kind switch
        {
            ColumnKind.Int32 => DataValue.Integer(random.Next()),
            ColumnKind.Int64 => DataValue.Integer(random.NextInt64()),
            ColumnKind.Text => DataValue.Text(text.Next(random.Next(5, 30))),
            ColumnKind.Decimal => DataValue.Decimal(new BigDecimal(random.NextInt64(-9_999_999, 9_999_999), 2)),
            ColumnKind.TimestampTz => DataValue.Micros(
                DataKind.TimestampTz,
                StartMicros + random.NextInt64(MicrosPerYear)
            ),
            ColumnKind.Float64 => DataValue.Float64(random.Next(1, 1_000_000) / 8.0),
            ColumnKind.Json => DataValue.Text(Json(random, text), DataKind.Json),
            ColumnKind.Boolean => DataValue.Boolean(random.Next(2) == 0),
            ColumnKind.Date => DataValue.Date(FirstDay + random.Next(3000)),
            ColumnKind.Uuid => DataValue.Uuid(NewUuid(random)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The workload has no such column."),
        };

    /// <summary>As jsonb prints it, so that it is the same text on every node.</summary>
    private static string Json(Random random, RandomText text) =>
        $$"""{"a": {{random.Next(1000)}}, "tags": ["{{text.Next(6)}}", "{{text.Next(8)}}"], "title": "{{text.Next(20)}}"}""";

    private static Guid NewUuid(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static IEnumerable<ColumnDefinition> Columns(
        string prefix,
        int count,
        Func<string, ColumnDefinition> column
    ) => Enumerable.Range(1, count).Select(i => column($"{prefix}{i}"));
}
