using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>
/// Values that a record does not describe: what a source's settings make of them, and what is refused.
/// </summary>
public sealed class ValueFormsTests
{
    private const DataKind Raw = DataKind.UntypedText;
    private const DataKind Num = DataKind.UntypedNumber;

    [Theory]
    [InlineData(DecimalForm.Text, "1234", "1234")]
    [InlineData(DecimalForm.Text, "12345678", "12345678")]
    [InlineData(DecimalForm.Precise, "BNI=", "1234")]
    [InlineData(DecimalForm.Precise, "1234", "-2658824")]
    [InlineData(DecimalForm.Untold, "-12", "-12")]
    internal void Coerce_DecimalText_IsReadAsTold(DecimalForm form, string text, string expected) =>
        Assert.Equal(expected, Read("numeric(12,0)", Raw, text, new ValueForms { Decimals = form }).ToString());

    [Theory]
    [InlineData(DecimalForm.Untold, Raw, "1234")]
    [InlineData(DecimalForm.Untold, Raw, "BNI=")]
    [InlineData(DecimalForm.Precise, Raw, "12.3")]
    [InlineData(DecimalForm.Double, Raw, "1234")]
    [InlineData(DecimalForm.Text, Num, "1234")]
    internal void Coerce_DecimalThatNothingTells_IsRefusedByTheSetting(DecimalForm form, DataKind kind, string text) =>
        AssertRefused("numeric(12,0)", kind, text, new ValueForms { Decimals = form }, "DecimalHandlingMode");

    [Fact]
    public void Coerce_PreciseDecimalOfAnotherScaleAtTheSource_IsReadByTheSourcesScale() =>
        Assert.Equal(
            "1.500",
            Read("numeric(12,3)", Raw, "AJY=", new ValueForms { Decimals = DecimalForm.Precise, Scale = 2 }).ToString()
        );

    [Theory]
    [InlineData(TemporalForm.Millis, "timestamp", "1700000000123", 1_700_000_000_123_000)]
    [InlineData(TemporalForm.Micros, "timestamp(3)", "1700000000123000", 1_700_000_000_123_000)]
    [InlineData(TemporalForm.Nanos, "timestamp", "1700000000123000000", 1_700_000_000_123_000)]
    [InlineData(TemporalForm.Adaptive, "timestamp(3)", "1700000000123", 1_700_000_000_123_000)]
    [InlineData(TemporalForm.Adaptive, "timestamp", "1700000000123000", 1_700_000_000_123_000)]
    [InlineData(TemporalForm.AdaptiveTimeMicros, "timestamp(3)", "1700000000123", 1_700_000_000_123_000)]
    [InlineData(TemporalForm.AdaptiveTimeMicros, "time(3)", "45296789000", 45_296_789_000)]
    [InlineData(TemporalForm.Millis, "time", "45296789", 45_296_789_000)]
    [InlineData(TemporalForm.Text, "time", "12:34:56.789Z", 45_296_789_000)]
    [InlineData(TemporalForm.Untold, "timestamp", "0", 0)]
    [InlineData(TemporalForm.Untold, "timestamp", "2023-11-14T22:13:20.123Z", 1_700_000_000_123_000)]
    internal void Coerce_Time_IsReadAsTold(TemporalForm form, string type, string text, long micros)
    {
        var kind = long.TryParse(text, out _) ? Num : Raw;
        Assert.Equal(micros, Read(type, kind, text, new ValueForms { Times = form }).AsInt64());
    }

    /// <summary>Text that the real connector wrote, in snapshot rows and in arrays.</summary>
    [Theory]
    [InlineData("date", "+292278994-08-16Z", DataValue.PositiveInfinity)]
    [InlineData("date", "+292269055-12-02Z", DataValue.NegativeInfinity)]
    [InlineData("date", "-5877611-06-21Z", DataValue.PositiveInfinity)]
    [InlineData("date", "-5877611-06-22Z", DataValue.NegativeInfinity)]
    [InlineData("timestamp", "+294247-01-10T04:00:25.2Z", DataValue.PositiveInfinity)]
    [InlineData("timestamp", "-290308-12-21T19:59:27.6Z", DataValue.NegativeInfinity)]
    [InlineData("timestamptz", "infinity", DataValue.PositiveInfinity)]
    [InlineData("timestamptz", "+292269055-12-02T23:00:00.000000Z", DataValue.NegativeInfinity)]
    [InlineData("timestamptz", "+292269055-12-02T23:00:00Z", DataValue.NegativeInfinity)]
    public void Coerce_InfinityAsTheDriverWritesIt_IsInfinity(string type, string text, long infinity) =>
        Assert.Equal(infinity, Read(type, Raw, text, new ValueForms { Times = TemporalForm.Text }).AsInt64());

    [Theory]
    [InlineData(TemporalForm.Untold, "timestamp", Num, "1700000000123")]
    [InlineData(TemporalForm.Untold, "timestamp(3)", Num, "1700000000123000")]
    [InlineData(TemporalForm.Untold, "time", Num, "45296789")]
    [InlineData(TemporalForm.Text, "timestamp", Num, "1700000000123")]
    [InlineData(TemporalForm.Millis, "timestamp", Raw, "2023-11-14T22:13:20Z")]
    internal void Coerce_TimeThatNothingTells_IsRefusedByTheSetting(
        TemporalForm form,
        string type,
        DataKind kind,
        string text
    ) => AssertRefused(type, kind, text, new ValueForms { Times = form }, "TimePrecisionMode");

    [Theory]
    [InlineData(DataKind.Text)]
    [InlineData(Raw)]
    internal void Coerce_BinaryText_IsTakenWhereOneReadingIsPossible(DataKind kind)
    {
        Assert.Equal("0xFBFF", Read("bytea", kind, "-_8=", ValueForms.Untold).ToString());
        Assert.Equal("0xFBFF", Read("bytea", kind, "+/8=", ValueForms.Untold).ToString());
        Assert.Equal("0xCAFE01", Read("bytea", kind, "cafe01", ValueForms.Untold).ToString());
        Assert.Equal("0x", Read("bytea", kind, "", ValueForms.Untold).ToString());
        AssertRefused("bytea", kind, "cafe", ValueForms.Untold, "BinaryHandlingMode");
        AssertRefused("bytea", kind, "deadbeef", ValueForms.Untold, "BinaryHandlingMode");
        Assert.Equal("0xCAFE", Read("bytea", kind, "cafe", new ValueForms { Binaries = BinaryForm.Hex }).ToString());
    }

    [Fact]
    public void Coerce_TextOfARecordWithSchemaWhereTheConnectorSendsBytes_IsRefused() =>
        AssertRefused(
            "bytea",
            DataKind.Text,
            "AP8=",
            new ValueForms { Binaries = BinaryForm.Bytes },
            "BinaryHandlingMode"
        );

    [Theory]
    [InlineData("-622191234", DataValue.PositiveInfinity)]
    [InlineData("-625821272", DataValue.NegativeInfinity)]
    [InlineData("-2147472692", DataValue.PositiveInfinity)]
    [InlineData("-2147472691", DataValue.NegativeInfinity)]
    public void Coerce_InfiniteDateOfSnapshotOrStream_IsInfinity(string number, long expected) =>
        Assert.Equal(expected, Read("date", Num, number, ValueForms.Untold).AsInt64());

    [Fact]
    public void Coerce_NumberInABooleanColumn_IsABooleanBySettingOnly()
    {
        var told = new ValueForms { IsBooleanNumber = true };
        Assert.True(ValueCoercion.Coerce(DataValue.Integer(1), ColumnTypes.Of("boolean"), told).AsBoolean());
        Assert.False(Read("boolean", Num, "0", told).AsBoolean());
        AssertRefused("boolean", Num, "2", told, "Tables:Booleans");
        AssertRefused("boolean", Num, "1", ValueForms.Untold, "Tables:Booleans");
    }

    [Fact]
    public void Coerce_TextOfAnUnknownType_IsDecodedBySetting()
    {
        var told = new ValueForms { IsEncodedText = true, Binaries = BinaryForm.Hex };
        Assert.Equal("(1.0,2.0)", Read("text", DataKind.Text, "28312E302C322E3029", told).ToString());
        AssertRefused("text", Raw, "FF", told, "UnknownDatatypeColumns");
    }

    [Fact]
    public void Coerce_IntervalOrHstoreOfAnotherMode_IsRefusedByTheSetting()
    {
        AssertRefused("interval", Num, "1", new ValueForms { Intervals = IntervalForm.Text }, "IntervalHandlingMode");
        AssertRefused(
            "interval",
            Raw,
            "P1D",
            new ValueForms { Intervals = IntervalForm.Numeric },
            "IntervalHandlingMode"
        );
        AssertRefused("hstore", Raw, "{}", new ValueForms { Hstores = HstoreForm.Map }, "HstoreHandlingMode");
    }

    private static DataValue Read(string type, DataKind kind, string text, ValueForms forms) =>
        ValueCoercion.Coerce(DataValue.Text(text, kind), ColumnTypes.Of(type), forms);

    private static void AssertRefused(string type, DataKind kind, string text, ValueForms forms, string setting) =>
        Assert.Equal(setting, Assert.Throws<InvalidValueException>(() => Read(type, kind, text, forms)).Setting);
}
