using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class TableNameTests
{
    [Theory]
    [InlineData("public", "items", "public.items")]
    [InlineData("sales", "Price List #1", "sales.Price List #1")]
    [InlineData("public", "part.list", "public.\"part.list\"")]
    [InlineData("Weird.Schema", "t", "\"Weird.Schema\".t")]
    [InlineData("Weird.Schema", "a.b", "\"Weird.Schema\".\"a.b\"")]
    [InlineData("a\"b", "c\"", "\"a\"\"b\".\"c\"\"\"")]
    [InlineData(".a", "b.", "\".a\".\"b.\"")]
    [InlineData("s", "all*", "s.\"all*\"")]
    public void ToString_AnyName_IsReadBack(string schema, string name, string text)
    {
        var table = new TableName(schema, name);

        Assert.Equal(text, table.ToString());
        Assert.Equal(table, TableName.Parse(text));
    }

    [Theory]
    [InlineData("items", "public", "items")]
    [InlineData("inventory.a.b", "inventory", "a.b")]
    [InlineData("\"a.b\"", "public", "a.b")]
    [InlineData("\"odd", "public", "\"odd")]
    [InlineData("\"odd.t", "\"odd", "t")]
    public void Parse_WithoutNeedlessQuotes_IsTheSameAsEver(string text, string schema, string name) =>
        Assert.Equal(new TableName(schema, name), TableName.Parse(text));

    [Fact]
    public void Column_WithDots_StandsInQuotes() =>
        Assert.Equal("public.\"part.list\".\"a.b\"", new TableName("public", "part.list").Column("a.b"));
}
