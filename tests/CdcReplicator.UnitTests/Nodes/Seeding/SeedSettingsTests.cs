using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class SeedSettingsTests
{
    [Fact]
    public void Validate_Defaults_HaveNoError() => Assert.Empty(new SeedSettings().Validate());

    [Theory]
    [InlineData(0, 16 << 20, 2, 0.5, "Seed setting Workers is 0; give 1 to 32.")]
    [InlineData(2, 1, 2, 0.5, "Seed setting ChunkBytes is 1; give 65536 to 1073741824.")]
    [InlineData(2, 16 << 20, 33, 0.5, "Seed setting IndexWorkers is 33; give 1 to 32.")]
    [InlineData(2, 16 << 20, 2, 0, "Seed setting MaxLoad is 0; give 0.01 to 1.")]
    [InlineData(2, 16 << 20, 2, double.NaN, "Seed setting MaxLoad is NaN; give 0.01 to 1.")]
    public void Validate_ValueOutOfRange_NamesSettingValueAndRange(
        int workers,
        long chunk,
        int indexWorkers,
        double load,
        string error
    )
    {
        var settings = new SeedSettings
        {
            Workers = workers,
            ChunkBytes = chunk,
            IndexWorkers = indexWorkers,
            MaxLoad = load,
        };

        Assert.Equal([error], settings.Validate());
    }
}
