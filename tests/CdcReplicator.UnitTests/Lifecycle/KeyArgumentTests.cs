using CdcReplicator.Lifecycle;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Lifecycle;

public sealed class KeyArgumentTests
{
    private static readonly TableDefinition One = Table(["id"]);
    private static readonly TableDefinition Two = Table(["id", "day"]);

    [Theory]
    [InlineData("7")]
    [InlineData("""{"id":7}""")]
    public void Parse_KeyOfOneColumn_IsTakenPlainOrAsJson(string text) =>
        Assert.Equal("""{"id":7}""", RowKeyJson.Write(One, KeyArgument.Parse(One, text)));

    [Fact]
    public void Parse_Date_IsTakenAsPeopleWriteIt() =>
        Assert.Equal(
            """{"id":7,"day":"2024-02-29"}""",
            RowKeyJson.Show(Two, KeyArgument.Parse(Two, """{"day":"2024-02-29","id":7}"""))
        );

    [Theory]
    [InlineData("7", "several columns")]
    [InlineData("""{"id":7}""", "lacks column day")]
    [InlineData("""{"id":7,"day":"2024-02-29","more":1}""", "no column of the key")]
    [InlineData("""{"id":7,"day":"29.2.2024"}""", "is no value of day")]
    [InlineData("""{"id":7""", "is no JSON")]
    [InlineData("""{"id":7,"id":8,"day":"2024-02-29"}""", "names a column twice")]
    public void Parse_WhatIsNoKey_IsRefusedByName(string text, string expected) =>
        Assert.Contains(
            expected,
            Assert.Throws<BadInputException>(() => KeyArgument.Parse(Two, text)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Parse_TableWithoutKey_IsRefused() =>
        Assert.Contains(
            "has no key",
            Assert.Throws<BadInputException>(() => KeyArgument.Parse(Table([]), "7")).Message,
            StringComparison.Ordinal
        );

    private static TableDefinition Table(IReadOnlyList<string> key) =>
        new(
            TableName.Parse("public.t"),
            [
                new ColumnDefinition("id", new ColumnType(ColumnKind.Int64, "bigint"), Nullable: false),
                new ColumnDefinition("day", new ColumnType(ColumnKind.Date, "date"), Nullable: false),
            ],
            key,
            [],
            [],
            []
        );
}
