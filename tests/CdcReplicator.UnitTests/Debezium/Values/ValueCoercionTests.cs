using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class ValueCoercionTests
{
    private const DataKind Raw = DataKind.UntypedText;
    private const DataKind Num = DataKind.UntypedNumber;
    private const DataKind Obj = DataKind.UntypedObject;
    private const DataKind Txt = DataKind.Text;

    /// <summary>What a connector's defaults tell of values without schema.</summary>
    private static ValueForms Told(DataKind kind) =>
        kind == Num
            ? new ValueForms { Times = TemporalForm.Adaptive }
            : new ValueForms { Decimals = DecimalForm.Precise };

    /// <summary>What records bring as text of some kind, and how the canonical value shows itself.</summary>
    [Theory]
    [InlineData("smallint", Num, "-32768", DataKind.Integer, "-32768")]
    [InlineData("bigint", Num, "9223372036854775807", DataKind.Integer, "9223372036854775807")]
    [InlineData("integer", Num, "1.0", DataKind.Integer, "1")]
    [InlineData("integer", Num, "1e3", DataKind.Integer, "1000")]
    [InlineData("oid", Num, "4294967295", DataKind.Integer, "4294967295")]
    [InlineData("real", Num, "1.1", DataKind.Float32, "1.1")]
    [InlineData("real", Raw, "NaN", DataKind.Float32, "NaN")]
    [InlineData("double", Raw, "-Infinity", DataKind.Float64, "-Infinity")]
    [InlineData("double", Num, "5e-324", DataKind.Float64, "5E-324")]
    [InlineData("numeric(5,2)", Raw, "AJY=", DataKind.Decimal, "1.50")]
    [InlineData("numeric(5,2)", Raw, "/w==", DataKind.Decimal, "-0.01")]
    [InlineData("numeric(5,2)", Num, "1.5", DataKind.Decimal, "1.50")]
    [InlineData("numeric(5,2)", Txt, "1.500", DataKind.Decimal, "1.50")]
    [InlineData("numeric(5,2)", Txt, "NAN", DataKind.Decimal, "NaN")]
    [InlineData("numeric", Obj, """{"scale":1,"value":"Cw=="}""", DataKind.Decimal, "1.1")]
    [InlineData("numeric", Txt, "1.10", DataKind.Decimal, "1.1")]
    [InlineData("numeric", Txt, "NEGATIVE_INFINITY", DataKind.Decimal, "-Infinity")]
    [InlineData("numeric(5,-2)", Txt, "12300.000", DataKind.Decimal, "12300")]
    [InlineData("money", Raw, "AJY=", DataKind.Decimal, "1.50")]
    [InlineData("money", Txt, "1.5", DataKind.Decimal, "1.50")]
    [InlineData("text", Raw, "", DataKind.Text, "")]
    [InlineData("varchar(3)", Raw, "😀😀😀", DataKind.Text, "😀😀😀")]
    [InlineData("varchar(3)", Raw, "abc  ", DataKind.Text, "abc")]
    [InlineData("char(3)", Raw, "a  ", DataKind.Text, "a")]
    [InlineData("char(3)", Raw, "   ", DataKind.Text, "")]
    [InlineData("bytea", Raw, "AP8=", DataKind.Bytes, "0x00FF")]
    [InlineData(
        "uuid",
        Raw,
        "A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11",
        DataKind.Uuid,
        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
    )]
    [InlineData("jsonb", Raw, """{"a": 1}""", DataKind.Json, """{"a": 1}""")]
    [InlineData("json", Raw, "\"\\u0000\"", DataKind.Json, "\"\\u0000\"")]
    [InlineData("xml", Raw, "<a/>", DataKind.Xml, "<a/>")]
    [InlineData("tier", Raw, "gold, solid", DataKind.Enum, "gold, solid")]
    [InlineData("inet", Raw, "::1", DataKind.Text, "::1")]
    [InlineData("date", Num, "19782", DataKind.Date, "19782")]
    [InlineData("date", Num, "-2147472692", DataKind.Date, "9223372036854775807")]
    [InlineData("date", Raw, "2024-02-29Z", DataKind.Date, "19782")]
    [InlineData("date", Raw, "-0043-03-15", DataKind.Date, "-735160")]
    [InlineData("time", Num, "86400000000", DataKind.Time, "86400000000")]
    [InlineData("time(3)", Num, "45296789", DataKind.Time, "45296789000")]
    [InlineData("time", Txt, "12:34:56.789012Z", DataKind.Time, "45296789012")]
    [InlineData("timetz", Raw, "10:34:56.789012Z", DataKind.TimeTz, "38096789012")]
    [InlineData("timetz", Raw, "00:00:00+14:00", DataKind.TimeTz, "36000000000")]
    [InlineData("timestamp", Num, "1709210096789012", DataKind.Timestamp, "1709210096789012")]
    [InlineData("timestamp(3)", Num, "1709210096789", DataKind.Timestamp, "1709210096789000")]
    [InlineData("timestamp(0)", Num, "-12219721076996", DataKind.Timestamp, "-12219721077000000")]
    [InlineData("timestamp", Num, "9223372036825200000", DataKind.Timestamp, "9223372036854775807")]
    [InlineData("timestamp(3)", Num, "-9223372036832400", DataKind.Timestamp, "-9223372036854775808")]
    [InlineData("timestamp", Txt, "2024-02-29T12:34:56.789012Z", DataKind.Timestamp, "1709210096789012")]
    [InlineData("timestamptz", Raw, "2024-02-29T10:34:56.789012Z", DataKind.TimestampTz, "1709202896789012")]
    [InlineData("timestamptz", Raw, "infinity", DataKind.TimestampTz, "9223372036854775807")]
    [InlineData("timestamptz", Raw, "-0043-03-15T12:00:00.000000Z", DataKind.TimestampTz, "-63517780800000000")]
    [InlineData(
        "interval",
        Num,
        "37091106789000",
        DataKind.Interval,
        "PgInterval { Months = 0, Days = 0, Micros = 37091106789000 }"
    )]
    [InlineData(
        "interval",
        Txt,
        "P1Y2M3DT4H5M6.789S",
        DataKind.Interval,
        "PgInterval { Months = 14, Days = 3, Micros = 14706789000 }"
    )]
    [InlineData(
        "interval year to month",
        Txt,
        "P1Y2M3DT4H",
        DataKind.Interval,
        "PgInterval { Months = 14, Days = 0, Micros = 0 }"
    )]
    [InlineData(
        "interval day to hour",
        Txt,
        "P3DT4H59M",
        DataKind.Interval,
        "PgInterval { Months = 0, Days = 3, Micros = 14400000000 }"
    )]
    [InlineData("bit(8)", Raw, "gA==", DataKind.Bits, "10000000")]
    [InlineData("bit(8)", Raw, "", DataKind.Bits, "00000000")]
    [InlineData("bit varying(8)", Raw, "BQ==", DataKind.Bits, "101")]
    [InlineData("bit varying(8)", Txt, "00101", DataKind.Bits, "00101")]
    [InlineData("hstore", Raw, """{"a":"1","b":null}""", DataKind.Map, "{a=>1,b=>NULL}")]
    [InlineData("hstore", Obj, """{"a":"1"}""", DataKind.Map, "{a=>1}")]
    [InlineData(
        "point",
        Obj,
        """{"x":"Infinity","y":-2.5,"wkb":null,"srid":null}""",
        DataKind.Point,
        "PlanePoint { X = Infinity, Y = -2.5 }"
    )]
    internal void Coerce_WhatRecordsBring_GivesTheCanonicalValue(
        string type,
        DataKind kind,
        string text,
        DataKind canonicalKind,
        string canonical
    )
    {
        var value = ValueCoercion.Coerce(DataValue.Text(text, kind), ColumnTypes.Of(type), Told(kind));
        Assert.Equal(canonicalKind, value.Kind);
        Assert.Equal(canonical, value.ToString());
    }

    [Theory]
    [InlineData("boolean", Raw, "true")]
    [InlineData("smallint", Num, "32768")]
    [InlineData("integer", Num, "-2147483649")]
    [InlineData("bigint", Num, "9223372036854775808")]
    [InlineData("integer", Num, "1.5")]
    [InlineData("integer", Num, "1e1000000000")]
    [InlineData("integer", Raw, "5")]
    [InlineData("oid", Num, "-1")]
    [InlineData("real", Num, "1e39")]
    [InlineData("double", Num, "1e309")]
    [InlineData("double", Raw, "1.5")]
    [InlineData("numeric(5,2)", Txt, "1.005")]
    [InlineData("numeric(5,2)", Txt, "1000")]
    [InlineData("numeric(5,2)", Txt, "Infinity")]
    [InlineData("numeric(5,2)", Txt, "abc")]
    [InlineData("numeric(5,2)", Raw, "not base64")]
    [InlineData("numeric(5,2)", Raw, "")]
    [InlineData("numeric(5,-2)", Txt, "12350")]
    [InlineData("numeric", Txt, "1e1000000000")]
    [InlineData("numeric", Txt, "1e-1000000000")]
    [InlineData("numeric", Obj, """{"scale":1}""")]
    [InlineData("money", Txt, "92233720368547758.08")]
    [InlineData("money", Txt, "NaN")]
    [InlineData("text", Raw, "a\0b")]
    [InlineData("varchar(3)", Raw, "abcd")]
    [InlineData("varchar(3)", Raw, "😀😀😀x")]
    [InlineData("char(3)", Raw, "abcd")]
    [InlineData("bytea", Raw, "***")]
    [InlineData("uuid", Raw, "not-a-uuid")]
    [InlineData("json", Raw, "{a:1}")]
    [InlineData("json", Raw, "")]
    [InlineData("jsonb", Raw, "\"\\u0000\"")]
    [InlineData("jsonb", Raw, "\"\\ud800\"")]
    [InlineData("date", Raw, "2023-02-29")]
    [InlineData("date", Raw, "0000-01-01 BC")]
    [InlineData("date", Num, "2145042906")]
    [InlineData("time", Num, "86400000001")]
    [InlineData("time", Raw, "24:00:01")]
    [InlineData("timetz", Raw, "noon")]
    [InlineData("timestamp", Raw, "2024-02-30T00:00:00")]
    [InlineData("timestamp", Num, "-210866803200000001")]
    [InlineData("timestamp(3)", Num, "9223372036854775807")]
    [InlineData("timestamptz", Num, "5")]
    [InlineData("interval", Raw, "one day")]
    [InlineData("interval", Raw, "P")]
    [InlineData("bit(8)", Txt, "101")]
    [InlineData("bit(8)", Txt, "10100000x")]
    [InlineData("bit varying(8)", Txt, "111111111")]
    [InlineData("hstore", Raw, """{"a":1}""")]
    [InlineData("hstore", Raw, "[]")]
    [InlineData("point", Raw, "(1,2")]
    [InlineData("point", Obj, """{"x":1}""")]
    [InlineData("integer[]", Raw, "{1}")]
    [InlineData("address", Raw, "x")]
    internal void Coerce_WhatDoesNotFit_IsInvalidAndNamesTypeAndKind(string type, DataKind kind, string text)
    {
        var error = Assert.Throws<InvalidValueException>(() =>
            ValueCoercion.Coerce(DataValue.Text(text, kind), ColumnTypes.Of(type), Told(kind))
        );
        Assert.Contains(type, error.Problem, StringComparison.Ordinal);
        Assert.Contains(kind.ToString(), error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Coerce_HalfASurrogatePair_IsInvalid()
    {
        // Not in attributes: their UTF-8 cannot hold what is tested.
        string[] halves = ["half \ud83d of a pair", "\ude00", "ab\ud83d"];
        Assert.All(
            halves,
            text =>
                Assert.Throws<InvalidValueException>(() =>
                    ValueCoercion.Coerce(DataValue.Text(text), ColumnTypes.Of("text"))
                )
        );
    }

    [Fact]
    public void Coerce_LongValueThatDoesNotFit_IsNotInTheMessage()
    {
        var secret = new string('s', 5000);
        var error = Assert.Throws<InvalidValueException>(() =>
            ValueCoercion.Coerce(DataValue.Text(secret), ColumnTypes.Of("varchar(3)"))
        );
        Assert.DoesNotContain("sss", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("integer")]
    [InlineData("text")]
    [InlineData("integer[]")]
    [InlineData("hstore")]
    public void Coerce_NullAndUnavailable_StayWhatTheyAre(string type)
    {
        Assert.Equal(DataValue.Null, ValueCoercion.Coerce(DataValue.Null, ColumnTypes.Of(type)));
        Assert.Equal(DataValue.Unavailable, ValueCoercion.Coerce(DataValue.Unavailable, ColumnTypes.Of(type)));
    }

    [Theory]
    [InlineData(BinaryForm.Base64, "+/8=")]
    [InlineData(BinaryForm.Base64Url, "-_8=")]
    [InlineData(BinaryForm.Hex, "fbff")]
    internal void Coerce_BytesAsText_ReadsTheConfiguredMode(BinaryForm mode, string text) =>
        Assert.Equal(
            DataValue.Bytes([0xfb, 0xff]),
            ValueCoercion.Coerce(DataValue.Text(text), ColumnTypes.Of("bytea"), new ValueForms { Binaries = mode })
        );

    [Fact]
    public void Coerce_UntypedArray_CoercesItsElements()
    {
        var raw = DataValue.Array([DataValue.Text("19782", Num), DataValue.Null], DataKind.UntypedArray);
        Assert.Equal(
            DataValue.Array([DataValue.Date(19782), DataValue.Null]),
            ValueCoercion.Coerce(raw, ColumnTypes.Of("date[]"))
        );
    }

    [Fact]
    public void Coerce_ArrayInArray_IsInvalid()
    {
        var inner = DataValue.Array([DataValue.Integer(1)]);
        Assert.Throws<InvalidValueException>(() =>
            ValueCoercion.Coerce(DataValue.Array([inner]), ColumnTypes.Of("integer[]"))
        );
    }

    [Theory]
    [InlineData(1.005, "1.01")]
    [InlineData(-1.005, "-1.01")]
    [InlineData(1.1, "1.10")]
    public void Coerce_DoubleForDecimal_RoundsHalfAwayFromZero(double number, string canonical) =>
        Assert.Equal(
            canonical,
            ValueCoercion.Coerce(DataValue.Float64(number), ColumnTypes.Of("numeric(5,2)")).ToString()
        );

    [Theory]
    [InlineData(1_500, "2000")]
    [InlineData(1_499, "1000")]
    [InlineData(-1_500, "-2000")]
    public void Coerce_TimestampBeyondPrecision_RoundsAsPostgresDoes(long microsAfter2000, string canonical)
    {
        const long Epoch = 946_684_800_000_000;
        var value = ValueCoercion.Coerce(
            DataValue.Micros(DataKind.Timestamp, Epoch + microsAfter2000),
            ColumnTypes.Of("timestamp(3)")
        );
        Assert.Equal(canonical, (value.AsInt64() - Epoch).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Coerce_BitsPaddedToTheSchemasLength_LoseThePaddingInAVaryingColumn() =>
        Assert.Equal(
            DataValue.Bits(new BitString("101")),
            ValueCoercion.Coerce(DataValue.Bits(new BitString("00000101")), ColumnTypes.Of("bit varying(8)"))
        );
}
