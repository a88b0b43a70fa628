using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Lifecycle;

public sealed class RangeRequestTests
{
    [Theory]
    [InlineData(ColumnKind.Int64, ColumnKind.Int32, 500L)]
    [InlineData(ColumnKind.Int16, ColumnKind.Int64, 500L)]
    // Kinds of nodes order texts as they please.
    [InlineData(ColumnKind.Text, ColumnKind.Text, null)]
    [InlineData(ColumnKind.Int64, ColumnKind.Text, null)]
    [InlineData(null, null, null)]
    internal void Of_KeyOnEachNode_HasRangesOnlyIfAllAreWholeNumbers(ColumnKind? one, ColumnKind? other, long? expected)
    {
        var plan = new TablePlan("public.t", ["a", "b"], null);

        var request = RangeRequest.Of(plan, null, 500, [Node("a", one), Node("b", other)]);

        Assert.Equal(new KeyRange(null, expected), request.Range);
        Assert.Empty(request.Parts);
    }

    private static NodeTables Node(string id, ColumnKind? key)
    {
        var column = new ColumnDefinition("id", new ColumnType(key ?? ColumnKind.Int64, "int"), false);
        string[] keys = key is null ? [] : ["id"];
        return new NodeTables(id, "sqlite", [new(TableName.Parse("t"), [column], [.. keys], [], [], [])]);
    }
}
