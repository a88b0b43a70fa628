using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class StandbyStoreTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryMetadataStore _metadata;
    private readonly StandbyStore _standbys;

    public StandbyStoreTests()
    {
        _metadata = new InMemoryMetadataStore(_time);
        _standbys = new StandbyStore(_metadata, _time);
    }

    [Fact]
    public async Task Read_Published_ShowsItUntilItIsSilentOrGone()
    {
        await _standbys.PublishAsync(new Standby("a/b", "one"), default);
        await _standbys.PublishAsync(new Standby("a", "two"), default);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(
            [
                new StandbyView("a", "two", TimeSpan.FromSeconds(1)),
                new StandbyView("a/b", "one", TimeSpan.FromSeconds(1)),
            ],
            await _standbys.ReadAsync(default)
        );

        await _standbys.RemoveAsync(new Standby("a", "two"), default);
        Assert.Equal("one", Assert.Single(await _standbys.ReadAsync(default)).ApplierId);
        _time.Advance(StandbyStore.ShownFor);
        Assert.Empty(await _standbys.ReadAsync(default));
    }

    [Fact]
    public async Task Publish_AfterOthersHaveGoneSilent_RemovesWhatTheyLeft()
    {
        await _standbys.PublishAsync(new Standby("a", "killed"), default);
        _time.Advance(StandbyStore.ShownFor + TimeSpan.FromSeconds(1));

        await _standbys.PublishAsync(new Standby("a", "next"), default);

        Assert.Equal("standby/a/next", Assert.Single(await _metadata.ReadAsync("", default)).Key);
    }
}
