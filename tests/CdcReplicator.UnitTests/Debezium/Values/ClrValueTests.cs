using System.Collections;
using System.Net;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class ClrValueTests
{
    private enum Tier
    {
        Bronze = 3,
    }

    public static TheoryData<object?, string, string> Good { get; } =
        new()
        {
            { null, "integer", "NULL" },
            { DBNull.Value, "text", "NULL" },
            { true, "boolean", "true" },
            { (sbyte)-1, "smallint", "-1" },
            { (ushort)65535, "integer", "65535" },
            { 5L, "integer", "5" },
            { 5UL, "bigint", "5" },
            { new BigInteger(7), "bigint", "7" },
            { Tier.Bronze, "integer", "3" },
            { Tier.Bronze, "tier", "Bronze" },
            { 1.5f, "real", "1.5" },
            { 1.1, "double", "1.1" },
            { 3, "double", "3" },
            { 1.5m, "numeric(5,2)", "1.50" },
            { -79228162514264337593543950335m, "numeric", "-79228162514264337593543950335" },
            { 1.25, "numeric(5,2)", "1.25" },
            { 7, "numeric(5,2)", "7.00" },
            { "1.5", "numeric(5,2)", "1.50" },
            { "abc", "text", "abc" },
            { 'x', "text", "x" },
            { new byte[] { 1, 2 }, "bytea", "0x0102" },
            { new ReadOnlyMemory<byte>([1, 2]), "bytea", "0x0102" },
            { Guid.Empty, "uuid", "00000000-0000-0000-0000-000000000000" },
            { "00000000-0000-0000-0000-000000000000", "uuid", "00000000-0000-0000-0000-000000000000" },
            { new DateOnly(2024, 2, 29), "date", "19782" },
            { new DateTime(2024, 2, 29, 0, 0, 0, DateTimeKind.Utc), "date", "19782" },
            { new TimeOnly(12, 34, 56), "time", "45296000000" },
            { new TimeSpan(24, 0, 0), "time", "86400000000" },
            { new DateTime(1970, 1, 1, 0, 0, 1), "timestamp", "1000000" },
            { new DateTime(1970, 1, 1, 0, 0, 1, DateTimeKind.Utc), "timestamptz", "1000000" },
            { new DateTimeOffset(1970, 1, 1, 2, 0, 1, TimeSpan.FromHours(2)), "timestamptz", "1000000" },
            { "2024-02-29T12:34:56+02:00", "timestamptz", "1709202896000000" },
            { TimeOnly.MaxValue, "time", "86399999999" },
            { TimeOnly.MaxValue, "time(3)", "86399999000" },
            { TimeOnly.MinValue, "time", "0" },
            { DateOnly.MaxValue, "date", "2932896" },
            { DateOnly.MinValue, "date", "-719162" },
            { DateTime.MaxValue, "timestamp", "253402300799999999" },
            { DateTime.MaxValue, "timestamp(3)", "253402300799999000" },
            { DateTime.MaxValue, "timestamp(0)", "253402300799000000" },
            { DateTime.MinValue, "timestamp", "-62135596800000000" },
            { DateTimeOffset.MaxValue, "timestamptz", "253402300799999999" },
            { DateTimeOffset.MinValue, "timestamptz", "-62135596800000000" },
            { new DateTime(1969, 12, 31, 23, 59, 59).AddTicks(9_999_999), "timestamp", "-1" },
            { new DateTime(2024, 1, 1, 0, 0, 0).AddTicks(9_996_000), "timestamp(3)", "1704067201000000" },
            { TimeSpan.MaxValue, "interval", "PgInterval { Months = 0, Days = 0, Micros = 922337203685477580 }" },
            { TimeSpan.MinValue, "interval", "PgInterval { Months = 0, Days = 0, Micros = -922337203685477580 }" },
            { (Half)1.5, "numeric(5,2)", "1.50" },
            { long.MinValue, "bigint", "-9223372036854775808" },
            { Int128.One, "smallint", "1" },
            { TimeSpan.FromSeconds(1), "interval", "PgInterval { Months = 0, Days = 0, Micros = 1000000 }" },
            { new PgInterval(1, 2, 3), "interval", "PgInterval { Months = 1, Days = 2, Micros = 3 }" },
            { new BitArray([true, false, true, false, false, false, false, true]), "bit(8)", "10100001" },
            { "00101", "bit varying(8)", "00101" },
            { """{"a":1}""", "jsonb", """{"a":1}""" },
            { JsonNode.Parse("""{"a":1}"""), "jsonb", """{"a":1}""" },
            { JsonDocument.Parse("[1, 2]"), "integer[]", "[1,2]" },
            { JsonDocument.Parse("5").RootElement, "integer", "5" },
            {
                new Dictionary<string, string?> { ["a"] = null },
                "hstore",
                "{a=>NULL}"
            },
            {
                new List<int?> { 1, null },
                "integer[]",
                "[1,NULL]"
            },
            { new[] { "a", "b" }, "text[]", "[a,b]" },
            { IPAddress.IPv6Loopback, "inet", "::1" },
            { new PlanePoint(1, 2), "point", "PlanePoint { X = 1, Y = 2 }" },
        };

    public static TheoryData<object, string> Bad { get; } =
        new()
        {
            { "5", "integer" },
            { "true", "boolean" },
            { 1, "boolean" },
            { 5, "text" },
            { 1.5m, "text" },
            { true, "text" },
            { 40000, "smallint" },
            { ulong.MaxValue, "bigint" },
            { 1.5, "integer" },
            { 1.005m, "numeric(5,2)" },
            { 1.005, "numeric(5,2)" },
            { double.PositiveInfinity, "numeric(5,2)" },
            { "AAA=", "bytea" },
            { new byte[] { 1 }, "text" },
            { new byte[] { 1 }, "integer[]" },
            { "a,b", "text[]" },
            { new DateTime(2024, 2, 29, 1, 0, 0), "date" },
            { new DateTime(2024, 2, 29, 1, 0, 0, DateTimeKind.Utc), "timestamp" },
            { new DateTime(2024, 2, 29, 1, 0, 0), "timestamptz" },
            { new DateTimeOffset(2024, 2, 29, 1, 0, 0, TimeSpan.Zero), "timestamp" },
            { TimeSpan.FromHours(25), "time" },
            { new object(), "text" },
            {
                new List<object> { "a" },
                "integer[]"
            },
            { JsonDocument.Parse("{}"), "integer" },
            {
                new int[,]
                {
                    { 1, 2 },
                    { 3, 4 },
                },
                "integer[]"
            },
            { new int[][] { [1, 2], [3, 4] }, "integer[]" },
            { new ArraySegment<byte>([1]), "smallint[]" },
            { (Tier)7, "tier" },
            { (Tier)7, "text" },
            { default(JsonElement), "jsonb" },
            { UInt128.MaxValue, "bigint" },
            { Half.NaN, "integer" },
            { double.MaxValue, "real" },
            { TimeSpan.MinValue, "time" },
        };

    [Theory]
    [MemberData(nameof(Good))]
    public void ToDataValue_ValueThatFits_GivesTheCanonicalValue(object? value, string type, string canonical) =>
        Assert.Equal(canonical, ClrValue.ToDataValue(value, ColumnTypes.Of(type)).ToString());

    [Theory]
    [MemberData(nameof(Bad))]
    public void ToDataValue_ValueThatDoesNotFit_IsInvalidAndNamesTheColumnType(object value, string type)
    {
        var error = Assert.Throws<InvalidValueException>(() => ClrValue.ToDataValue(value, ColumnTypes.Of(type)));
        Assert.Contains(type.Replace("[]", "", StringComparison.Ordinal), error.Problem, StringComparison.Ordinal);
    }
}
