using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>Geometric values come as Java spells them and stand as PostgreSQL does.</summary>
public sealed class GeometricTextTests
{
    [Theory]
    [InlineData("(1.0,1.0),(0.0,0.0)", "(1,1),(0,0)")]
    [InlineData("<(1.0,2.0),3.5>", "<(1,2),3.5>")]
    [InlineData("{0.1,-2.25,-0.0}", "{0.1,-2.25,-0}")]
    [InlineData("[(1.0E7,123456.789),(1.0E14,1.0E15)]", "[(10000000,123456.789),(100000000000000,1e+15)]")]
    [InlineData(
        "((1.0E-4,1.0E-5),(4.9E-324,1.7976931348623157E308))",
        "((0.0001,1e-05),(5e-324,1.7976931348623157e+308))"
    )]
    [InlineData(
        "(Infinity,NaN),(-Infinity,1.2345678901234568E17)",
        "(Infinity,NaN),(-Infinity,1.2345678901234568e+17)"
    )]
    [InlineData("(6.19E21,2.5),(1.0E400,-1.0E400)", "(6.190000000000001e+21,2.5),(1.0E400,-1.0E400)")]
    [InlineData("(1,1e+15),(0.30000000000000004,12.5)", "(1,1e+15),(0.30000000000000004,12.5)")]
    public void Coerce_GeometricText_IsSpelledAsPostgresDoes(string text, string expected)
    {
        foreach (var name in new[] { "box", "POLYGON" })
        {
            var value = ValueCoercion.Coerce(DataValue.Text(text), new ColumnType(ColumnKind.TextForm, name));

            Assert.Equal(expected, value.AsText());
        }
    }

    [Fact]
    public void Coerce_OtherTextForm_KeepsItsNumbers() =>
        Assert.Equal(
            "[1.0,2.50)",
            ValueCoercion.Coerce(DataValue.Text("[1.0,2.50)"), new ColumnType(ColumnKind.TextForm, "numrange")).AsText()
        );
}
