using System.Numerics;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;

namespace CdcReplicator.UnitTests;

/// <summary>Random changes of a table that has every column kind.</summary>
internal static class RandomChanges
{
    /// <summary>A table with a column of every kind, and one of arrays of it.</summary>
    public static TableDefinition EveryType { get; } = TableOfEveryType();

    /// <summary>A change of row <paramref name="id"/>.</summary>
    public static RowChange Next(Random random, TableDefinition table, int id)
    {
        var key = RowImages.Of(("id", DataValue.Integer(id)));
        var operation = (ChangeOperation)random.Next(4);
        return new RowChange
        {
            Table = table.Name,
            Operation = operation,
            Key = key,
            Before =
                operation is ChangeOperation.Update or ChangeOperation.Delete && random.Next(2) == 0
                    ? RandomImage(random, table, id, wholeRow: false)
                    : null,
            After =
                operation == ChangeOperation.Delete
                    ? null
                    : RandomImage(
                        random,
                        table,
                        id,
                        wholeRow: operation != ChangeOperation.Update || random.Next(2) == 0
                    ),
        };
    }

    private static RowImage RandomImage(Random random, TableDefinition table, int id, bool wholeRow)
    {
        var columns = table.Columns.Where(column => wholeRow || random.Next(4) == 0).ToArray();
        if (columns.Length == 0)
        {
            columns = [table.Columns[1]];
        }

        random.Shuffle(columns);
        return RowImages.Of([
            .. columns.Select(column =>
                (column.Name, column.Name == "id" ? DataValue.Integer(id) : RandomOrNull(random, column.Type))
            ),
        ]);
    }

    private static DataValue RandomOrNull(Random random, ColumnType type) =>
        random.Next(5) == 0 ? DataValue.Null : ValueCoercion.Coerce(RandomValue(random, type), type);

    private static DataValue RandomValue(Random random, ColumnType type) =>
        type.Kind switch
        {
            ColumnKind.Boolean => DataValue.Boolean(random.Next(2) == 0),
            ColumnKind.Int16 => DataValue.Integer(random.Next(short.MinValue, short.MaxValue + 1)),
            ColumnKind.Int32 => DataValue.Integer(random.NextInt64(int.MinValue, int.MaxValue + 1L)),
            ColumnKind.Int64 => DataValue.Integer(random.NextInt64(long.MinValue, long.MaxValue)),
            ColumnKind.Float32 => DataValue.Float32(
                Pick(random, float.NaN, float.PositiveInfinity, -0.0f, float.Epsilon, random.NextSingle())
            ),
            ColumnKind.Float64 => DataValue.Float64(
                Pick(random, double.NaN, double.NegativeInfinity, -0.0, double.Epsilon, random.NextDouble())
            ),
            ColumnKind.Decimal => DataValue.Decimal(RandomDecimal(random, type)),
            ColumnKind.Char => DataValue.Text(Pick(random, "", "ä", "xyz")),
            ColumnKind.Text => DataValue.Text(
                Pick(random, "", "plain", "größe \u0001 \u2028 😀", "__debezium_unavailable_value")
            ),
            ColumnKind.Enum => DataValue.Text(Pick(random, "new", "paid, or not"), DataKind.Enum),
            ColumnKind.Json => DataValue.Text("""{"a": [1, null, "x"]}""", DataKind.Json),
            ColumnKind.Xml => DataValue.Text("<a>&amp;</a>", DataKind.Xml),
            ColumnKind.TextForm => DataValue.Text(Pick(random, "10.0.0.0/8", "192.168.1.1")),
            ColumnKind.Bytes => DataValue.Bytes(RandomBytes(random)),
            ColumnKind.Uuid => DataValue.Uuid(new Guid(RandomBytes(random, 16))),
            ColumnKind.Date => DataValue.Date(
                Pick(random, 0, -800_000, 2_000_000, DataValue.PositiveInfinity, DataValue.NegativeInfinity)
            ),
            ColumnKind.Time => DataValue.Micros(DataKind.Time, Pick(random, 0, 86_400_000_000, 45_296_789_000)),
            ColumnKind.TimeTz => DataValue.Micros(DataKind.TimeTz, Pick(random, 0, 1, 45_296_789_012)),
            ColumnKind.Timestamp => DataValue.Micros(DataKind.Timestamp, RandomInstant(random)),
            ColumnKind.TimestampTz => DataValue.Micros(DataKind.TimestampTz, RandomInstant(random)),
            ColumnKind.Interval => DataValue.Interval(
                new PgInterval(
                    random.Next(-40, 40),
                    random.Next(-400, 400),
                    Pick(random, 0, -1, 90_061_000_001, -14_706_789_000)
                )
            ),
            ColumnKind.Bits => DataValue.Bits(new BitString(RandomBits(random, type))),
            ColumnKind.Array => DataValue.Array([
                .. Enumerable.Range(0, random.Next(4)).Select(_ => RandomOrNull(random, type.Element!)),
            ]),
            ColumnKind.Hstore => DataValue.Map(
                new Dictionary<string, string?> { ["a\"b"] = Pick(random, "x=>y", "", null!), ["ü"] = null }
            ),
            ColumnKind.Point => DataValue.Point(new PlanePoint(random.NextDouble(), -1.5)),
            _ => throw new InvalidOperationException($"No random value for {type.Kind}."),
        };

    private static BigDecimal RandomDecimal(Random random, ColumnType type) =>
        random.Next(6) == 0 ? new BigDecimal(DecimalSpecial.NaN)
        : type.Scale is { } scale ? new BigDecimal(random.NextInt64(-9_999_999_999, 9_999_999_999), scale)
        : random.Next(6) == 0 ? new BigDecimal(DecimalSpecial.PositiveInfinity)
        : new BigDecimal(new BigInteger(RandomBytes(random, 20)), random.Next(0, 30));

    private static long RandomInstant(Random random) =>
        Pick(
            random,
            0,
            -1_000,
            -62_135_596_800_000_000 - 86_400_000_000,
            253_402_300_800_000_000,
            random.NextInt64(-1_000_000_000_000_000, 4_000_000_000_000_000),
            DataValue.PositiveInfinity,
            DataValue.NegativeInfinity
        );

    private static string RandomBits(Random random, ColumnType type)
    {
        var length = type.NativeName.StartsWith("bit(", StringComparison.Ordinal)
            ? type.Length!.Value
            : random.Next(type.Length!.Value + 1);
        return string.Concat(Enumerable.Range(0, length).Select(_ => random.Next(2) == 0 ? '0' : '1'));
    }

    private static byte[] RandomBytes(Random random, int? length = null)
    {
        var bytes = new byte[length ?? random.Next(40)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];

    private static TableDefinition TableOfEveryType()
    {
        ColumnType[] types =
        [
            new(ColumnKind.Boolean, "boolean"),
            new(ColumnKind.Int16, "smallint"),
            new(ColumnKind.Int32, "integer"),
            new(ColumnKind.Int64, "bigint"),
            new(ColumnKind.Float32, "real"),
            new(ColumnKind.Float64, "double precision"),
            new(ColumnKind.Decimal, "numeric(12,3)", Precision: 12, Scale: 3),
            new(ColumnKind.Decimal, "numeric"),
            new(ColumnKind.Text, "text"),
            new(ColumnKind.Char, "character(3)", Length: 3),
            new(ColumnKind.Bytes, "bytea"),
            new(ColumnKind.Uuid, "uuid"),
            new(ColumnKind.Json, "jsonb"),
            new(ColumnKind.Xml, "xml"),
            new(ColumnKind.Enum, "order_state"),
            new(ColumnKind.Date, "date"),
            new(ColumnKind.Time, "time"),
            new(ColumnKind.Time, "time(3)", Precision: 3),
            new(ColumnKind.TimeTz, "timetz"),
            new(ColumnKind.Timestamp, "timestamp"),
            new(ColumnKind.Timestamp, "timestamp(3)", Precision: 3),
            new(ColumnKind.TimestampTz, "timestamptz"),
            new(ColumnKind.TimestampTz, "timestamptz(0)", Precision: 0),
            new(ColumnKind.Interval, "interval"),
            new(ColumnKind.Bits, "bit(11)", Length: 11),
            new(ColumnKind.Bits, "bit varying(11)", Length: 11),
            new(ColumnKind.Hstore, "hstore"),
            new(ColumnKind.Point, "point"),
            new(ColumnKind.TextForm, "inet"),
        ];
        var columns = types
            .Concat(types.Select(type => new ColumnType(ColumnKind.Array, type.NativeName + "[]", Element: type)))
            .Select((type, i) => new ColumnDefinition($"{i}: {type.NativeName}", type, Nullable: true));
        return SampleTables.Table(
            "every kind",
            ["id"],
            [new ColumnDefinition("id", new ColumnType(ColumnKind.Int64, "bigint"), false), .. columns]
        );
    }
}
