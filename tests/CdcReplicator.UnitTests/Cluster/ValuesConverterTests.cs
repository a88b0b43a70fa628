using System.Text.Json;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Cluster;

public sealed class ValuesConverterTests
{
    private static readonly DataValue[] Values =
    [
        DataValue.Null,
        DataValue.Boolean(true),
        DataValue.Integer(long.MinValue),
        DataValue.Float32(float.NaN),
        DataValue.Float32(1.1f),
        DataValue.Float64(-0.0),
        DataValue.Float64(double.PositiveInfinity),
        DataValue.Float64(0.1),
        DataValue.Decimal(BigDecimal.Parse("-123456789012345678901234567890.1200")),
        DataValue.Decimal(BigDecimal.Parse("NaN")),
        DataValue.Text(""),
        DataValue.Text("\u00e4 \"\\ \ud83d\ude00 \u0001"),
        DataValue.Text("{\"a\" : 1}", DataKind.Json),
        DataValue.Text("<a/>", DataKind.Xml),
        DataValue.Text("label", DataKind.Enum),
        DataValue.Bytes([]),
        DataValue.Bytes([0, 255]),
        DataValue.Uuid(Guid.Parse("01234567-89ab-cdef-0123-456789abcdef")),
        DataValue.Date(DataValue.NegativeInfinity),
        DataValue.Micros(DataKind.Time, 86_400_000_000),
        DataValue.Micros(DataKind.TimeTz, 1),
        DataValue.Micros(DataKind.Timestamp, -1),
        DataValue.Micros(DataKind.TimestampTz, DataValue.PositiveInfinity),
        DataValue.Interval(new PgInterval(-1, 2, long.MaxValue)),
        DataValue.Bits(new BitString("0101")),
        DataValue.Array([DataValue.Null, DataValue.Text("NULL"), DataValue.Integer(1)]),
        DataValue.Array([]),
        DataValue.Map(new Dictionary<string, string?> { ["a"] = null, ["b"] = "" }),
        DataValue.Point(new PlanePoint(1.5, double.NaN)),
    ];

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var row = new KeyedRow("{}", "0", 1, Values);
        var answer = new RowsAnswer("a", 1, null, [new TableRows("public.t", ["c"], [row], [])], []);

        var json = JsonSerializer.SerializeToUtf8Bytes(answer, RowsJson.Default.RowsAnswer);
        var read = JsonSerializer.Deserialize(json, RowsJson.Default.RowsAnswer)!.Tables[0].Rows[0].Values;

        Assert.Equal(Values.Length, read.Count);
        Assert.All(Values.Zip(read), pair => Assert.True(Same(pair.First, pair.Second), $"{pair.First.Kind}"));
    }

    [Theory]
    [InlineData("""[["Nothing",1]]""")]
    [InlineData("""[["Integer","x"]]""")]
    [InlineData("""[["UntypedText","x"]]""")]
    [InlineData("""[["Integer"]]""")]
    [InlineData("""[1]""")]
    public void Read_WhatIsNoValue_IsRefused(string values)
    {
        var json = $$"""{"key":"1","digest":"0","count":1,"values":{{values}}}""";

        Assert.Throws<JsonException>(() =>
            JsonSerializer.Deserialize(
                $$"""
                {"nodeId":"a","sequence":1,"rejections":[],
                 "tables":[{"table":"t","columns":[],"rows":[{{json}}],"leftOut":[]}]}
                """,
                RowsJson.Default.RowsAnswer
            )
        );
    }

    // The points hold a NaN, which no record compares equal.
    private static bool Same(DataValue one, DataValue other) =>
        one.Kind == other.Kind
        && (
            one == other
            || (
                one.Kind == DataKind.Point
                && one.AsPoint().X.Equals(other.AsPoint().X)
                && one.AsPoint().Y.Equals(other.AsPoint().Y)
            )
        );
}
