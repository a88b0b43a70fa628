using CdcReplicator.Bench;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class RowChunksTests
{
    [Fact]
    public void Of_RowsOfTwoTables_AreAllThereInChunksOfOneTable()
    {
        BenchTable[] tables = [new("a", [BenchColumns.Int64("id")]), new("b", [BenchColumns.Int64("id")])];
        var rows = Enumerable
            .Range(0, (RowChunks.Size * 2) + 5)
            .Select(i => new WorkloadRow(tables[i % 3 == 0 ? 0 : 1], [DataValue.Integer(i)]));

        var found = new List<long>();
        foreach (var (table, chunk) in RowChunks.Of(rows))
        {
            Assert.InRange(chunk.Count, 1, RowChunks.Size);
            Assert.All(chunk, row => Assert.Same(table, row.Table));
            found.AddRange(chunk.Select(row => row.Values[0].AsInt64()));
        }

        Assert.Equal(Enumerable.Range(0, (RowChunks.Size * 2) + 5).Select(i => (long)i), found.Order());
    }
}
