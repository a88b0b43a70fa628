using System.Text;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Nodes;

public sealed class RowDigesterTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("0.00")]
    [InlineData("100")]
    [InlineData("100.00")]
    [InlineData("-12.340")]
    [InlineData("0.10")]
    [InlineData("-0.001")]
    [InlineData("123456789012345678901234567890.12345678901234567890")]
    public void TryNormalize_PlainNumber_IsAsTheNumberItself(string text)
    {
        Assert.True(PlainNumber.TryNormalize(Encoding.UTF8.GetBytes(text), out var normal));
        Assert.Equal(BigDecimal.Parse(text).Normalize().ToString(), Encoding.UTF8.GetString(normal));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("1e5")]
    [InlineData("")]
    [InlineData("-")]
    public void TryNormalize_AnythingElse_IsLeftToOthers(string text) =>
        Assert.False(PlainNumber.TryNormalize(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Add_KeysOfNumbersAndOfOthers_AreTextsAsTheyAreKept()
    {
        DataValue[][] rows =
        [
            [DataValue.Integer(-7), DataValue.Integer(long.MinValue)],
            [DataValue.Integer(0), DataValue.Integer(long.MaxValue)],
            [DataValue.Integer(1), DataValue.Text("a\"b")],
            [DataValue.Null, DataValue.Integer(3)],
        ];
        var table = Table("odd \"name", "b");
        var digests = new CollectedDigests();
        var digester = new RowDigestWriter(table, digests);

        foreach (var row in rows)
        {
            // Columns are in the order of their names, the key is not.
            digester.Add([row[1], row[0]]);
        }

        Assert.Equal(rows.Select(row => RowKeyJson.Write(table, row)), digests.Rows.Select(row => row.Key));
        Assert.Equal(rows.Length, digests.Rows.DistinctBy(row => row.Digest).Count());
    }

    private static TableDefinition Table(params string[] key)
    {
        var type = new ColumnType(ColumnKind.Int64, "bigint");
        return new TableDefinition(
            TableName.Parse("t"),
            [.. key.Select(name => new ColumnDefinition(name, type, false))],
            [.. key],
            [],
            [],
            []
        );
    }
}
