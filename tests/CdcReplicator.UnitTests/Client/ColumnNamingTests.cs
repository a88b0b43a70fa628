using CdcReplicator.Client;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

public class ColumnNamingTests
{
    [Theory]
    [InlineData("order_id", "order_id")]
    [InlineData("ORDER_ID", "order_id")]
    [InlineData("OrderId", "order_id")]
    [InlineData("URLPath", "url_path")]
    [InlineData("id", "id")]
    [InlineData("Id", "Id")]
    [InlineData("iD", null)]
    [InlineData("orderid", null)]
    [InlineData("", null)]
    public void Find_Name_ExactThenIgnoringCaseThenSnakeCase(string name, string? expected)
    {
        var type = new ColumnType(ColumnKind.Text, "text");
        string[] columns = ["order_id", "url_path", "id", "Id"];
        var table = new TableDefinition(
            new TableName("public", "t"),
            [.. columns.Select(column => new ColumnDefinition(column, type, Nullable: true))],
            [],
            [],
            [],
            []
        );

        var place = ColumnNaming.Find(table, name);

        Assert.Equal(expected, place < 0 ? null : columns[place]);
    }

    [Theory]
    [InlineData("OrderId", "order_id")]
    [InlineData("HTTPServer", "http_server")]
    [InlineData("already_snake", "already_snake")]
    [InlineData("A", "a")]
    [InlineData("Line2Text", "line2_text")]
    public void SnakeCase_Name_PutsUnderscoresBeforeWords(string name, string expected) =>
        Assert.Equal(expected, ColumnNaming.SnakeCase(name));
}
