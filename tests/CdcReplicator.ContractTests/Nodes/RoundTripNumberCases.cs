using CdcReplicator.Model;
using static CdcReplicator.ContractTests.RoundTripCases;

namespace CdcReplicator.ContractTests;

internal static class RoundTripNumberCases
{
    public static IReadOnlyList<RoundTripCase> All { get; } =
    [
        new("boolean", "BOOLEAN", (DataValue.Boolean(true), "true"), (DataValue.Boolean(false), "false")),
        new("bit(1)", "BIT(1)", (DataValue.Boolean(true), "1"), (DataValue.Boolean(false), "0")),
        new("smallint", "SMALLINT", Whole(short.MinValue), Whole(short.MaxValue), Whole(0)),
        new("integer", "INT", Whole(int.MinValue), Whole(int.MaxValue)),
        new("bigint", "BIGINT", Whole(long.MinValue), Whole(long.MaxValue)),
        new("oid", "OID", Whole(0), Whole(uint.MaxValue)),
        new("positive_int", "INT", Whole(1), Whole(int.MaxValue)),
        new(
            "real",
            "FLOAT4",
            Single(float.NaN, "NaN"),
            Single(float.PositiveInfinity, "Infinity"),
            Single(float.NegativeInfinity, "-Infinity"),
            Single(-3.4028235e38f, "-3.4028235e+38"),
            Single(1.1f, "1.1"),
            Single(1e-45f, "1e-45")
        ),
        new(
            "double precision",
            "DOUBLE",
            Double(double.NaN, "NaN"),
            Double(double.PositiveInfinity, "Infinity"),
            Double(double.NegativeInfinity, "-Infinity"),
            Double(double.MaxValue, "1.7976931348623157e+308"),
            Double(5e-324, "5e-324"),
            Double(0.1, "0.1")
        ),
        new(
            "numeric(10,2)",
            "NUMERIC(10,2)",
            Number("99999999.99"),
            Number("-0.01"),
            Number("0.00"),
            Number("10.50"),
            Number("NaN")
        ),
        new(
            "numeric(38,10)",
            "DECIMAL_TEXT(38,10)",
            Number("-9999999999999999999999999999.9999999999"),
            Number("0.0000000001")
        ),
        new("numeric(20,0)", "DECIMAL_TEXT(20,0)", Number("99999999999999999999"), Number("-1")),
        new("numeric(5,-2)", "DECIMAL_TEXT(5,-2)", Number("12300"), Number("-9999900")) { Since = 15 },
        new("numeric(2,5)", "DECIMAL_TEXT(2,5)", Number("0.00012"), Number("-0.00099")) { Since = 15 },
        new(
            "numeric",
            "DECIMAL_TEXT",
            Number("NaN"),
            Number("Infinity"),
            Number("-Infinity"),
            Number("1" + new string('0', 100)),
            Number("-123456789012345678901234567890.12345678901234567890123456789"),
            Number("0.000000000000000000000000000001"),
            (DataValue.Decimal(BigDecimal.Parse("1e100")), "1" + new string('0', 100)),
            (DataValue.Decimal(BigDecimal.Parse("1.10")), "1.1")
        ),
        new("price", "DECIMAL(9,2)", Number("-9999999.99"), Number("1.00")),
        new(
            "money",
            "DECIMAL_TEXT(19,2)",
            (DataValue.Decimal(BigDecimal.Parse("-92233720368547758.08")), "-$92,233,720,368,547,758.08"),
            (DataValue.Decimal(BigDecimal.Parse("1.5")), "$1.50")
        ),
        new("bit(8)", "BIT(8)", Bits("00000001"), Bits("10000000")),
        new(
            "bit(70)",
            "BIT(70)",
            Bits(new string('1', 70)),
            Bits("1" + new string('0', 69)),
            Bits(new string('0', 70))
        ),
        new("varbit(20)", "VARBIT(20)", Bits(""), Bits("00"), Bits("10101010101010101010")),
        new("varbit", "VARBIT", Bits(new string('0', 66) + "1")),
    ];

    private static (DataValue Value, string Printed) Single(float number, string printed) =>
        (DataValue.Float32(number), printed);

    private static (DataValue Value, string Printed) Double(double number, string printed) =>
        (DataValue.Float64(number), printed);

    /// <summary>As text: the only form that keeps a varying length.</summary>
    private static (DataValue Value, string Printed) Bits(string digits) => (DataValue.Text(digits), digits);
}
