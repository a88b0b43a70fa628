using CdcReplicator.Model;
using static CdcReplicator.ContractTests.RoundTripCases;

namespace CdcReplicator.ContractTests;

internal static class RoundTripArrayCases
{
    public static IReadOnlyList<RoundTripCase> All { get; } =
    [
        new(
            "int[]",
            "INT[]",
            Of("{}"),
            Of("{NULL}", DataValue.Null),
            Of("{2147483647,NULL,-2147483648}", Whole(int.MaxValue).Value, DataValue.Null, Whole(int.MinValue).Value)
        ),
        new("bigint[]", "BIGINT[]", Of("{9223372036854775807,NULL}", Whole(long.MaxValue).Value, DataValue.Null)),
        new(
            "boolean[]",
            "BOOLEAN[]",
            Of("{t,f,NULL}", DataValue.Boolean(true), DataValue.Boolean(false), DataValue.Null)
        ),
        new(
            "real[]",
            "FLOAT4[]",
            Of("{1.1,NaN,NULL}", DataValue.Float32(1.1f), DataValue.Float32(float.NaN), DataValue.Null)
        ),
        new(
            "float8[]",
            "FLOAT8[]",
            Of(
                "{5e-324,Infinity,NULL}",
                DataValue.Float64(5e-324),
                DataValue.Float64(double.PositiveInfinity),
                DataValue.Null
            )
        ),
        new(
            "text[]",
            "TEXT[]",
            Of(
                "{a,NULL,\"\",\"NULL\",\"with \\\"quotes\\\", comma {brace} \\\\\",😀}",
                T("a"),
                DataValue.Null,
                T(""),
                T("NULL"),
                T("with \"quotes\", comma {brace} \\"),
                T("😀")
            )
        ),
        new("char(3)[]", "CHAR_ARRAY(3)", Of("{\"a  \",NULL}", T("a"), DataValue.Null)),
        new(
            "numeric(10,2)[]",
            "DECIMAL_TEXT_ARRAY(10,2)",
            Of("{1.50,-99999999.99,NULL}", Number("1.50").Value, Number("-99999999.99").Value, DataValue.Null)
        ),
        new(
            "numeric[]",
            "DECIMAL_TEXT[]",
            Of("{NaN,100000000000000000000}", Number("NaN").Value, Number("100000000000000000000").Value)
        ),
        new(
            "timestamp[]",
            "TIMESTAMP[]",
            Of(
                "{\"2024-02-29 12:34:56.789012\",\"0044-03-15 12:00:00 BC\",infinity}",
                T("2024-02-29 12:34:56.789012"),
                T("0044-03-15 12:00:00 BC"),
                T("infinity")
            )
        ),
        new(
            "timestamptz[]",
            "TIMESTAMPTZ[]",
            Of("{\"2024-02-29 10:34:56.789012+00\",NULL}", T("2024-02-29T10:34:56.789012Z"), DataValue.Null)
        ),
        new(
            "date[]",
            "DATE[]",
            Of("{2024-02-29,\"0044-03-15 BC\",NULL}", T("2024-02-29"), T("0044-03-15 BC"), DataValue.Null)
        ),
        new("time[]", "TIME[]", Of("{12:34:56.789012,NULL}", T("12:34:56.789012"), DataValue.Null)),
        new(
            "uuid[]",
            "UUID[]",
            Of("{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11,NULL}", T("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"), DataValue.Null)
        ),
        new("bytea[]", "BYTEA[]", Of("{\"\\\\x00ff\",NULL}", DataValue.Bytes([0, 255]), DataValue.Null)),
        new("tier[]", "ENUM[]", Of("{silver,\"gold, solid\",NULL}", T("silver"), T("gold, solid"), DataValue.Null)),
        new("jsonb[]", "JSONB[]", Of("{\"{\\\"a\\\": 1}\",NULL}", T("{\"a\":1}"), DataValue.Null))
        {
            HasEquality = false,
        },
        new("inet[]", "INET[]", Of("{192.168.0.1,NULL}", T("192.168.0.1"), DataValue.Null)),
        new("interval[]", "INTERVAL[]", Of("{P1D,NULL}", T("P1D"), DataValue.Null)),
        new("money[]", "DECIMAL_TEXT_ARRAY(19,2)", Of("{$1.50,NULL}", Number("1.50").Value, DataValue.Null)),
        new("varchar(8)[]", "VARCHAR_ARRAY(8)", Of("{abc,NULL}", T("abc"), DataValue.Null)),
        new("hstore[]", "HSTORE[]", Of("{\"\\\"a\\\"=>\\\"1\\\"\",NULL}", Map(("a", "1")), DataValue.Null)),
        new("bit(3)[]", "BIT_ARRAY(3)", Of("{101,NULL}", T("101"), DataValue.Null)),
    ];

    private static DataValue T(string text) => DataValue.Text(text);

    private static (DataValue Value, string Printed) Of(string printed, params DataValue[] elements) =>
        (DataValue.Array(elements), printed);
}
