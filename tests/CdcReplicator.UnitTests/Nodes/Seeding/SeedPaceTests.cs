using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class SeedPaceTests
{
    [Theory]
    [InlineData(100, 1.0, 900, 1, 0)]
    [InlineData(100, 0.5, 1, 1, 100)]
    [InlineData(100, 0.25, 1, 1, 300)]
    // Noise is no slowness.
    [InlineData(100, 0.5, 4, 1, 100)]
    // Four times as slow as the least that counts.
    [InlineData(100, 0.5, 20, 1, 400)]
    [InlineData(100, 0.5, 9_000, 1, 1_000)]
    [InlineData(3_600_000, 0.01, 1, 1, 60_000)]
    public void Rest_AfterAChunk_KeepsToTheLoadAndGivesWay(int took, double load, int probe, int atFirst, int rest) =>
        Assert.Equal(Ms(rest), SeedPace.Rest(Ms(took), load, Ms(probe), Ms(atFirst)));

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
