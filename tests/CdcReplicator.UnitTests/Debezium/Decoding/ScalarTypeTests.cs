using System.Text;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class ScalarTypeTests
{
    [Theory]
    [InlineData("io.debezium.time.Date", -2147472692, DataKind.Date, long.MaxValue)]
    [InlineData("io.debezium.time.Date", -2147472691, DataKind.Date, long.MinValue)]
    [InlineData("org.apache.kafka.connect.data.Date", 19782, DataKind.Date, 19782)]
    [InlineData("io.debezium.time.Time", 86_400_000, DataKind.Time, 86_400_000_000)]
    [InlineData("io.debezium.time.MicroTime", 1, DataKind.Time, 1)]
    [InlineData("io.debezium.time.NanoTime", 1999, DataKind.Time, 1)]
    [InlineData("io.debezium.time.Timestamp", -1, DataKind.Timestamp, -1000)]
    [InlineData("io.debezium.time.Timestamp", 9223372036825200, DataKind.Timestamp, long.MaxValue)]
    [InlineData("io.debezium.time.MicroTimestamp", -9223372036832400000, DataKind.Timestamp, long.MinValue)]
    [InlineData("io.debezium.time.MicroTimestamp", 1529507596945104, DataKind.Timestamp, 1529507596945104)]
    [InlineData("io.debezium.time.NanoTimestamp", -1, DataKind.Timestamp, -1)]
    [InlineData("io.debezium.time.NanoTimestamp", long.MaxValue, DataKind.Timestamp, long.MaxValue)]
    [InlineData(null, 5, DataKind.Integer, 5)]
    internal void OfInteger_BySemantics_GivesValue(string? name, long wire, DataKind kind, long expected)
    {
        var value = new ScalarType(new FieldType(BaseType.Int64, name)).OfInteger(wire);

        Assert.Equal((kind, expected), (value.Kind, value.AsInt64()));
    }

    [Theory]
    [InlineData("ZonedTimestamp", "1970-01-01T00:00:00.000001Z", DataKind.TimestampTz, 1)]
    [InlineData("ZonedTimestamp", "1970-01-01T02:00:00+02:00", DataKind.TimestampTz, 0)]
    [InlineData("ZonedTimestamp", "-0043-03-15T12:00:00.000000Z", DataKind.TimestampTz, -63517780800000000)]
    [InlineData("ZonedTimestamp", "+12345-06-07T08:09:10.111213Z", DataKind.TimestampTz, 327416976550111213)]
    [InlineData("ZonedTimestamp", "infinity", DataKind.TimestampTz, long.MaxValue)]
    [InlineData("ZonedTimestamp", "-infinity", DataKind.TimestampTz, long.MinValue)]
    [InlineData("ZonedTime", "11:51:30.123789Z", DataKind.TimeTz, 42690123789)]
    [InlineData("ZonedTime", "01:00:00+02:00", DataKind.TimeTz, 82_800_000_000)]
    [InlineData("IsoDate", "2024-02-29Z", DataKind.Date, 19782)]
    [InlineData("IsoDate", "-5877611-06-21Z", DataKind.Date, long.MaxValue)]
    [InlineData("IsoDate", "-5877611-06-22Z", DataKind.Date, long.MinValue)]
    [InlineData("IsoTime", "12:34:56Z", DataKind.Time, 45296000000)]
    [InlineData("IsoTimestamp", "+294247-01-10T04:00:25.2Z", DataKind.Timestamp, long.MaxValue)]
    [InlineData("IsoTimestamp", "-290308-12-21T19:59:27.6Z", DataKind.Timestamp, long.MinValue)]
    [InlineData("IsoTimestamp", "1582-10-10T01:02:03.000004Z", DataKind.Timestamp, -12219721076999996)]
    internal void OfText_TemporalText_GivesNumber(string name, string text, DataKind kind, long expected)
    {
        var value = OfText($"io.debezium.time.{name}", text);

        Assert.Equal((kind, expected), (value.Kind, value.AsInt64()));
    }

    [Theory]
    [InlineData("P1Y2M3DT4H5M6.789S", 14, 3, 14706789000)]
    [InlineData("P-1Y-2M3DT-4H-5M-6.789S", -14, 3, -14706789000)]
    [InlineData("P0Y0M0DT0H0M0.000001S", 0, 0, 1)]
    [InlineData("P0Y0M0DT0H0M-0.5S", 0, 0, -500000)]
    [InlineData("P178000000Y0M0DT0H0M0S", 2136000000, 0, 0)]
    public void OfText_Interval_KeepsItsThreeParts(string text, int months, int days, long micros) =>
        Assert.Equal(
            DataValue.Interval(new PgInterval(months, days, micros)),
            OfText("io.debezium.time.Interval", text)
        );

    [Theory]
    [InlineData("io.debezium.time.ZonedTimestamp", "yesterday")]
    [InlineData("io.debezium.time.ZonedTimestamp", "2024-13-01T00:00:00Z")]
    [InlineData("io.debezium.time.IsoDate", "2024-1-1")]
    [InlineData("io.debezium.time.ZonedTime", "25:00:00Z")]
    [InlineData("io.debezium.time.Interval", "P")]
    [InlineData("io.debezium.time.Interval", "P99999999999Y")]
    [InlineData("io.debezium.data.Uuid", "no")]
    [InlineData("io.debezium.data.Ltree", "Top.Science")]
    public void OfText_WhatItsTypeDoesNotPromise_StaysText(string name, string text) =>
        Assert.Equal(DataValue.Text(text), OfText(name, text));

    [Theory]
    [InlineData("6E", 2, "1.10")]
    [InlineData("00", 0, "0")]
    [InlineData("9D", 5, "-0.00099")]
    [InlineData("018AF7", 4, "10.1111")]
    public void OfUnscaled_Bytes_GivesDecimal(string hex, int scale, string expected) =>
        Assert.Equal(expected, DecimalValues.OfUnscaled(Convert.FromHexString(hex), scale).AsDecimal().ToString());

    [Theory]
    [InlineData("1e999999999")]
    [InlineData("1e99999999999999999999")]
    [InlineData("x")]
    public void OfNumber_WildExponent_IsRefused(string text) =>
        Assert.Throws<MalformedDataException>(() => DecimalValues.OfNumber(text));

    [Theory]
    [InlineData("größe", "größe")]
    [InlineData("gr\uFFC3\uFFB6\uFFC3\uFF9Fe", "größe")]
    [InlineData("plain", "plain")]
    [InlineData("\uFF81\uFF80", "\uFF81\uFF80")]
    public void Repair_ColumnName_UndoesOnlyDamage(string name, string expected) =>
        Assert.Equal(expected, ColumnNames.Repair(name));

    private static DataValue OfText(string name, string text) =>
        new ScalarType(new FieldType(BaseType.String, name)).OfText(Encoding.UTF8.GetBytes(text));
}
