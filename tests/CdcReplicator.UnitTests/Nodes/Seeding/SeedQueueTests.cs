using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class SeedQueueTests
{
    [Fact]
    public void Take_TablesOfAnySize_GivesTheLargestFirstInChunks()
    {
        var queue = new SeedQueue(
            [(Table("small", 10, 1), [SeedRange.Whole]), (Table("large", 300, 30), [SeedRange.Whole])],
            chunkBytes: 100
        );

        string[] names = [.. All(queue).Select(chunk => chunk.Table.Name.Name)];

        Assert.Equal(["large", "large", "large", "small"], names);
    }

    [Fact]
    public void Done_PartOfAChunk_HasTheRestWaitAgain()
    {
        var table = Table("t", 10, 1);
        var queue = new SeedQueue([(table, [SeedRange.Whole])], chunkBytes: 100);
        var chunk = queue.Take()!;

        Assert.False(queue.Done(chunk, chunk.Range with { To = 7 }));
        var rest = queue.Take()!;

        Assert.Equal(new SeedRange(7, long.MaxValue), rest.Range);
        Assert.True(queue.Done(rest, rest.Range));
        Assert.Null(queue.Take());
    }

    private static IEnumerable<SeedChunk> All(SeedQueue queue)
    {
        while (queue.Take() is { } chunk)
        {
            yield return chunk;
        }
    }

    private static SeedCopyTable Table(string name, long bytes, long places) =>
        new(new TableDefinition(new TableName("public", name), [], [], [], [], []), name, name, [], [])
        {
            Bytes = bytes,
            Places = places,
        };
}
