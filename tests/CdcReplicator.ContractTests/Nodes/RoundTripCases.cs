using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.ContractTests;

/// <summary>Every type of the format page with the edges of its range.</summary>
internal static class RoundTripCases
{
    private const string Hostile = "'\"\\{},;:%$1 \t\r\n\u0001\u00e9e\u0301\u05d0\u2028\ufeff\ufffd\uffff😀𝒳";

    public static IReadOnlyList<RoundTripCase> All { get; } =
    [
        .. RoundTripNumberCases.All,
        new(
            "text",
            "TEXT",
            Text(""),
            Text(Hostile),
            Text("NULL"),
            Text("1.10"),
            Text("\\x41"),
            Text(" lead and trail ")
        ),
        new("varchar(5)", "VARCHAR(5)", Text("😀😀😀😀😀"), (DataValue.Text("abcde   "), "abcde"), Text("1e5")),
        new(
            "char(10)",
            "CHAR(10)",
            (DataValue.Text("ab        "), "ab"),
            (DataValue.Text(""), ""),
            (DataValue.Text("é́"), "é́")
        ),
        new("bytea", "BYTEA", Bytes(""), Bytes("00ff10"), Bytes("5c78303001")),
        new("uuid", "UUID", Uuid("00000000-0000-0000-0000-000000000000"), Uuid("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")),
        new(
            "jsonb",
            "JSONB",
            Json("""{"z":[1,2.50,{"n":null}],"a":"\u00e9"}""", """{"a": "é", "z": [1, 2.50, {"n": null}]}"""),
            Json("12345678901234567890.12345678901234567890"),
            Json("1.10"),
            Json("\"\""),
            Json("null")
        )
        {
            HasEquality = false,
        },
        new(
            "json",
            "JSON",
            Json("""  {"dup":1, "dup":2}  """),
            Json("""{"b": 1, "a":2}"""),
            Json("-0.0"),
            Json("\"\\ud83d\\ude00 \\u0007\"")
        )
        {
            HasEquality = false,
        },
        new("xml", "XML", Xml("""<a b="1">t</a>"""), Xml(""), Xml("1.10"), Xml("<a/><b/>")) { HasEquality = false },
        new("tier", "ENUM", Label("bronze"), Label("gold, solid"), Label("back\\slash"), Label("1.0")),
        new("inet", "INET", Text("192.168.0.1/24"), (DataValue.Text("::1"), "::1/128")),
        new("cidr", "CIDR", Text("10.0.0.0/8"), Text("2001:db8::/32")),
        new("macaddr", "MACADDR", Text("08:00:2b:01:02:03")),
        new("macaddr8", "MACADDR8", Text("08:00:2b:01:02:03:04:05")),
        new("int4range", "INT4RANGE", Text("[1,5)"), Text("(,11)"), Text("empty")),
        new("numrange", "NUMRANGE", Text("[1.5,2.50)")),
        new("tsrange", "TSRANGE", Text("[\"2024-01-01 00:00:00\",\"2024-01-02 00:00:00\")")),
        new("tstzrange", "TSTZRANGE", Text("[\"2024-01-01 00:00:00+00\",infinity)")),
        new("daterange", "DATERANGE", Text("[2024-01-01,2024-02-02)")),
        new("int4multirange", "INT4MULTIRANGE", Text("{[1,3),[5,9)}"), Text("{}")),
        new("citext", "CITEXT", Text("CiText"), Text("")),
        new("ltree", "LTREE", Text("Top.Science"), Text("1.10"), Text("")),
        new("tsvector", "TSVECTOR", Text("'a' 'cat' 'fat'"), Text("")),
        new("name", "NAME", Text("a_name"), Text("")),
        new(
            "hstore",
            "HSTORE",
            (
                Map(("a", "1"), ("b", null), ("quo\"te", "c,d\\"), ("ключ", "😀")),
                "\"a\"=>\"1\", \"b\"=>NULL, \"quo\\\"te\"=>\"c,d\\\\\", \"ключ\"=>\"😀\""
            ),
            (Map(), ""),
            (Map(("", "NULL")), "\"\"=>\"NULL\"")
        ),
        new(
            "point",
            "POINT",
            (DataValue.Point(new PlanePoint(1.5, -2.5)), "(1.5,-2.5)"),
            (DataValue.Point(new PlanePoint(double.PositiveInfinity, double.NaN)), "(Infinity,NaN)"),
            (DataValue.Point(new PlanePoint(1e300, 5e-324)), "(1e+300,5e-324)")
        )
        {
            HasEquality = false,
        },
        .. RoundTripTimeCases.All,
        .. RoundTripArrayCases.All,
    ];

    public static (DataValue Value, string Printed) Text(string text) => (DataValue.Text(text), text);

    public static (DataValue Value, string Printed) Label(string text) => (DataValue.Text(text, DataKind.Enum), text);

    public static DataValue Map(params (string Key, string? Value)[] pairs) =>
        DataValue.Map(pairs.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal));

    public static (DataValue Value, string Printed) Number(string text) =>
        (DataValue.Decimal(BigDecimal.Parse(text)), text);

    public static (DataValue Value, string Printed) Whole(long number) =>
        (DataValue.Integer(number), number.ToString(CultureInfo.InvariantCulture));

    private static (DataValue Value, string Printed) Bytes(string hex) =>
        (DataValue.Bytes(Convert.FromHexString(hex)), "\\x" + hex);

    private static (DataValue Value, string Printed) Uuid(string text) => (DataValue.Uuid(Guid.Parse(text)), text);

    private static (DataValue Value, string Printed) Json(string text, string? printed = null) =>
        (DataValue.Text(text, DataKind.Json), printed ?? text);

    private static (DataValue Value, string Printed) Xml(string text) => (DataValue.Text(text, DataKind.Xml), text);
}
