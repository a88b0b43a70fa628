using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class ColumnLookupTests
{
    private static readonly ColumnLookup Lookup = Of("id", "unit-price", "größe", "2nd", "a-b", "a.b", "a_b");

    [Theory]
    [InlineData("id", 0)]
    [InlineData("unit-price", 1)]
    [InlineData("unit_price", 1)]
    [InlineData("größe", 2)]
    [InlineData("gr__e", 2)]
    [InlineData("gr____e", 2)]
    [InlineData("gr\uFFC3\uFFB6\uFFC3\uFF9Fe", 2)]
    [InlineData("_2nd", 3)]
    [InlineData("a_b", 6)]
    [InlineData("ID", -1)]
    [InlineData("nothing", -1)]
    public void Find_Field_GivesItsColumn(string field, int column) => Assert.Equal(column, Lookup.Find(field));

    [Fact]
    public void Find_TwoColumnsAdjustAlike_GivesNone() => Assert.Equal(-1, Of("a-b", "a.b").Find("a_b"));

    private static ColumnLookup Of(params string[] names) =>
        new([.. names.Select(name => new ColumnDefinition(name, new ColumnType(ColumnKind.Int32, "int"), true))]);
}
