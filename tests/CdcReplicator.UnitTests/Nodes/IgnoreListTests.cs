using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class IgnoreListTests
{
    [Theory]
    [InlineData("sig.*", "sig", "any", true)]
    [InlineData("sig.*", "signal", "any", false)]
    [InlineData("inventory.readings_*", "inventory", "readings_2024", true)]
    [InlineData("public.\"part.list\"", "public", "part.list", true)]
    [InlineData("public.\"part.list\"", "public.part", "list", false)]
    [InlineData("\"Weird.Schema\".*", "Weird.Schema", "a.b", true)]
    [InlineData("public.\"all*\"", "public", "all*", true)]
    [InlineData("public.\"all*\"", "public", "alles", false)]
    [InlineData("Weird.Schema.t", "Weird.Schema", "t", true)]
    [InlineData("public.items.note", "public", "items", false)]
    public void HasTable_Pattern_MeansTheTable(string pattern, string schema, string name, bool expected)
    {
        Assert.Null(IgnoreList.Validate(pattern));
        Assert.Equal(expected, new IgnoreList([pattern]).HasTable(new TableName(schema, name)));
    }

    [Theory]
    [InlineData("public.items.note", "public", "items", "note", true)]
    [InlineData("public.items.n*", "public", "items", "note", true)]
    [InlineData("public.items", "public", "items", "note", false)]
    [InlineData("public.\"part.list\".extra", "public", "part.list", "extra", true)]
    [InlineData("public.\"part.list\".extra", "public", "part", "list.extra", false)]
    [InlineData("public.part.list.extra", "public", "part.list", "extra", true)]
    public void HasColumn_Pattern_MeansTheColumn(
        string pattern,
        string schema,
        string name,
        string column,
        bool expected
    )
    {
        Assert.Null(IgnoreList.Validate(pattern));
        Assert.Equal(expected, new IgnoreList([pattern]).HasColumn(new TableName(schema, name), column));
    }

    [Theory]
    [InlineData("items")]
    [InlineData("public..items")]
    [InlineData("public.\"part.list")]
    [InlineData("public.part\"list")]
    [InlineData("\"a\".\"b\".\"c\".\"d\"")]
    public void Validate_NoNameOfATableOrColumn_SaysSo(string pattern) =>
        Assert.Contains($"'{pattern}'", IgnoreList.Validate(pattern), StringComparison.Ordinal);
}
