using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.UnitTests.ChangeLog;

public sealed class RecordChunksTests(ITestOutputHelper output)
{
    [Fact]
    public void Copy_ManySizes_EachKeepsItsBytes()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var chunks = new RecordChunks();
        var copies = new List<(byte[] Original, RecordBytes Copy)>();
        for (var i = 0; i < 5_000; i++)
        {
            var original = new byte[random.Next(100) == 0 ? random.Next(200_000) : random.Next(600)];
            random.NextBytes(original);
            copies.Add((original, chunks.Copy(original)));
        }

        Assert.All(copies, copy => Assert.Equal(copy.Original, copy.Copy.ToArray()!));
        Assert.All(copies, copy => Assert.False(copy.Copy.IsNone));
    }
}
