using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class PostgresTypeMapTests
{
    [Theory]
    [InlineData("bool", -1, ColumnKind.Boolean, null, null, null)]
    [InlineData("int2", -1, ColumnKind.Int16, null, null, null)]
    [InlineData("int4", -1, ColumnKind.Int32, null, null, null)]
    [InlineData("int8", -1, ColumnKind.Int64, null, null, null)]
    [InlineData("oid", -1, ColumnKind.Int64, null, null, null)]
    [InlineData("float4", -1, ColumnKind.Float32, null, null, null)]
    [InlineData("float8", -1, ColumnKind.Float64, null, null, null)]
    [InlineData("numeric", -1, ColumnKind.Decimal, null, null, null)]
    [InlineData("numeric", ((10 << 16) | 2) + 4, ColumnKind.Decimal, null, 10, 2)]
    [InlineData("numeric", ((5 << 16) | 2046) + 4, ColumnKind.Decimal, null, 5, -2)]
    [InlineData("money", -1, ColumnKind.Decimal, null, 19, 2)]
    [InlineData("varchar", 54, ColumnKind.Text, 50, null, null)]
    [InlineData("varchar", -1, ColumnKind.Text, null, null, null)]
    [InlineData("bpchar", 14, ColumnKind.Char, 10, null, null)]
    [InlineData("time", 3, ColumnKind.Time, null, 3, null)]
    [InlineData("timestamptz", 0, ColumnKind.TimestampTz, null, 0, null)]
    [InlineData("interval", -1, ColumnKind.Interval, null, null, null)]
    [InlineData("interval", (0x7fff << 16) | 3, ColumnKind.Interval, null, 3, null)]
    [InlineData("interval", (6 << 16) | 0xffff, ColumnKind.Interval, null, null, null)]
    [InlineData("bit", 1, ColumnKind.Boolean, null, null, null)]
    [InlineData("bit", 70, ColumnKind.Bits, 70, null, null)]
    [InlineData("varbit", -1, ColumnKind.Bits, null, null, null)]
    [InlineData("point", -1, ColumnKind.Point, null, null, null)]
    [InlineData("inet", -1, ColumnKind.TextForm, null, null, null)]
    [InlineData("char", -1, ColumnKind.TextForm, null, null, null)]
    [InlineData("txid_snapshot", -1, ColumnKind.Unsupported, null, null, null)]
    internal void Map_SystemType_GivesKindAndLimits(
        string name,
        int modifier,
        ColumnKind kind,
        int? length,
        int? precision,
        int? scale
    ) =>
        Assert.Equal(
            new ColumnType(kind, "formatted", length, precision, scale),
            PostgresTypeMap.Map(new PostgresTypeDescription("pg_catalog", name, 'b', modifier, "formatted"))
        );

    [Theory]
    [InlineData("public", "tier", 'e', ColumnKind.Enum)]
    [InlineData("pg_catalog", "int4range", 'r', ColumnKind.TextForm)]
    [InlineData("pg_catalog", "int4multirange", 'm', ColumnKind.TextForm)]
    [InlineData("ext", "hstore", 'b', ColumnKind.Hstore)]
    [InlineData("ext", "citext", 'b', ColumnKind.TextForm)]
    [InlineData("ext", "vector", 'b', ColumnKind.Unsupported)]
    [InlineData("public", "text", 'e', ColumnKind.Enum)]
    [InlineData("public", "address", 'c', ColumnKind.Unsupported)]
    internal void Map_OtherType_GivesKind(string schema, string name, char typeKind, ColumnKind kind) =>
        Assert.Equal(
            kind,
            PostgresTypeMap.Map(new PostgresTypeDescription(schema, name, typeKind, -1, "formatted")).Kind
        );

    [Fact]
    public void Map_Domain_IsItsBaseTypeWithTheDomainsModifier()
    {
        var numeric = new PostgresTypeDescription("pg_catalog", "numeric", 'b', ((9 << 16) | 2) + 4, "numeric(9,2)");
        var price = new PostgresTypeDescription("public", "price", 'd', -1, "price", Base: numeric);
        Assert.Equal(
            new ColumnType(ColumnKind.Decimal, "numeric(9,2)", Precision: 9, Scale: 2),
            PostgresTypeMap.Map(price)
        );
    }

    [Fact]
    public void Map_Array_CarriesItsElement()
    {
        var element = new PostgresTypeDescription("pg_catalog", "bpchar", 'b', 7, "character(3)");
        var array = new PostgresTypeDescription("pg_catalog", "_bpchar", 'b', 7, "character(3)[]", element);
        var expected = new ColumnType(ColumnKind.Char, "character(3)", Length: 3);
        Assert.Equal(new ColumnType(ColumnKind.Array, "character(3)[]", Element: expected), PostgresTypeMap.Map(array));
    }

    [Fact]
    public void Map_ArrayOfUnsupported_IsUnsupported()
    {
        var element = new PostgresTypeDescription("public", "address", 'c', -1, "address");
        var array = new PostgresTypeDescription("public", "_address", 'b', -1, "address[]", element);
        Assert.Equal(new ColumnType(ColumnKind.Unsupported, "address[]"), PostgresTypeMap.Map(array));
    }
}
