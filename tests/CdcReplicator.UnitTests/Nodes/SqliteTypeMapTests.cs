using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class SqliteTypeMapTests
{
    [Theory]
    [InlineData("BOOLEAN", ColumnKind.Boolean, null, null, null)]
    [InlineData("bit(1)", ColumnKind.Boolean, null, null, null)]
    [InlineData("SMALLINT", ColumnKind.Int16, null, null, null)]
    [InlineData("INT", ColumnKind.Int32, null, null, null)]
    [InlineData("INTEGER", ColumnKind.Int64, null, null, null)]
    [InlineData("BigInt", ColumnKind.Int64, null, null, null)]
    [InlineData("FLOAT4", ColumnKind.Float32, null, null, null)]
    [InlineData("REAL", ColumnKind.Float64, null, null, null)]
    [InlineData("double   precision", ColumnKind.Float64, null, null, null)]
    [InlineData("NUMERIC(15, 2)", ColumnKind.Decimal, null, 15, 2)]
    [InlineData("DECIMAL(9)", ColumnKind.Decimal, null, 9, 0)]
    [InlineData("DECIMAL_TEXT(38,10)", ColumnKind.Decimal, null, 38, 10)]
    [InlineData("DECIMAL_TEXT", ColumnKind.Decimal, null, null, null)]
    [InlineData("TEXT", ColumnKind.Text, null, null, null)]
    [InlineData("varchar(20)", ColumnKind.Text, 20, null, null)]
    [InlineData("CHARACTER VARYING(20)", ColumnKind.Text, 20, null, null)]
    [InlineData("CHAR", ColumnKind.Char, 1, null, null)]
    [InlineData("CHAR(3)", ColumnKind.Char, 3, null, null)]
    [InlineData("BLOB", ColumnKind.Bytes, null, null, null)]
    [InlineData("UUID", ColumnKind.Uuid, null, null, null)]
    [InlineData("JSONB", ColumnKind.Json, null, null, null)]
    [InlineData("XML", ColumnKind.Xml, null, null, null)]
    [InlineData("ENUM", ColumnKind.Enum, null, null, null)]
    [InlineData("DATE", ColumnKind.Date, null, null, null)]
    [InlineData("TIME(3)", ColumnKind.Time, null, 3, null)]
    [InlineData("TIMETZ", ColumnKind.TimeTz, null, null, null)]
    [InlineData("TIMESTAMP(0)", ColumnKind.Timestamp, null, 0, null)]
    [InlineData("TIMESTAMP WITH TIME ZONE", ColumnKind.TimestampTz, null, null, null)]
    [InlineData("TIMESTAMP(7)", ColumnKind.Unsupported, null, null, null)]
    [InlineData("INTERVAL", ColumnKind.Interval, null, null, null)]
    [InlineData("BIT(70)", ColumnKind.Bits, 70, null, null)]
    [InlineData("VARBIT", ColumnKind.Bits, null, null, null)]
    [InlineData("HSTORE", ColumnKind.Hstore, null, null, null)]
    [InlineData("POINT", ColumnKind.Point, null, null, null)]
    [InlineData("INET", ColumnKind.TextForm, null, null, null)]
    [InlineData("", ColumnKind.Unsupported, null, null, null)]
    [InlineData("ANY", ColumnKind.Unsupported, null, null, null)]
    [InlineData("NUMERIC", ColumnKind.Unsupported, null, null, null)]
    [InlineData("NUMERIC(16,2)", ColumnKind.Unsupported, null, null, null)]
    [InlineData("MONEY", ColumnKind.Unsupported, null, null, null)]
    [InlineData("VARCHAR(x)", ColumnKind.Unsupported, null, null, null)]
    internal void Parse_DeclaredType_GivesKindAndLimits(
        string declared,
        ColumnKind kind,
        int? length,
        int? precision,
        int? scale
    ) => Assert.Equal(new ColumnType(kind, declared, length, precision, scale), SqliteTypeMap.Parse(declared));

    [Theory]
    [InlineData("INT[]", ColumnKind.Int32)]
    [InlineData("TEXT ARRAY", ColumnKind.Text)]
    [InlineData("NUMERIC_ARRAY(38,2)", ColumnKind.Decimal)]
    internal void Parse_Array_CarriesItsElement(string declared, ColumnKind element)
    {
        var type = SqliteTypeMap.Parse(declared);
        Assert.Equal(ColumnKind.Array, type.Kind);
        Assert.Equal(element, type.Element?.Kind);
    }

    [Fact]
    public void Remedy_WideNumeric_NamesTheTextType() =>
        Assert.Contains("DECIMAL_TEXT", SqliteTypeMap.Remedy("NUMERIC(20,2)"), StringComparison.Ordinal);
}
