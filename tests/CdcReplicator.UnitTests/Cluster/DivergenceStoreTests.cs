using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.ChangeLog;

public sealed class DivergenceStoreTests
{
    private readonly DivergenceStore _store = new(new InMemoryMetadataStore(TimeProvider.System), TimeProvider.System);

    [Fact]
    public async Task Publish_Twice_TheFirstSequenceStays()
    {
        await _store.PublishAsync(At("a", 7), default);
        var standing = await _store.PublishAsync(At("a", 9), default);

        Assert.Equal(7, standing.Sequence);
        Assert.Equal(standing, await _store.FindAsync("a", default));
        Assert.Equal(new TableName("public", "items"), standing.Table);
    }

    [Fact]
    public async Task Clear_ThroughTheSequence_TheNodeDiffersNoLonger()
    {
        await _store.PublishAsync(At("a", 7), default);

        Assert.True(await _store.ClearAsync("a", 7, DivergenceFinder.Verify, "equal", default));
        Assert.Empty(await _store.ReadAsync(default));
        Assert.Equal(7, (await _store.FindAsync("a", default))!.Sequence);
    }

    [Fact]
    public async Task Clear_BeforeTheSequence_TheDifferenceStays()
    {
        await _store.PublishAsync(At("a", 7), default);

        Assert.False(await _store.ClearAsync("a", 6, DivergenceFinder.Verify, "equal", default));
        Assert.True((await _store.ReadAsync(default))["a"].IsDiverged);
    }

    [Fact]
    public async Task Find_IdThatBeginsAnother_IsNotTaken()
    {
        await _store.PublishAsync(At("node10", 7), default);

        Assert.Null(await _store.FindAsync("node1", default));
        Assert.True(await _store.ClearAsync("node1", 100, DivergenceFinder.Verify, "equal", default));
    }

    [Fact]
    public async Task Remove_Known_WatchersAreTold()
    {
        await _store.PublishAsync(At("a", 7), default);
        using var stop = new CancellationTokenSource();
        await using var watch = _store.WatchAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(("a", 7), (watch.Current.NodeId, watch.Current.Finding!.Sequence));

        await _store.RemoveAsync("a", default);
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(("a", null), watch.Current);
        await stop.CancelAsync();
    }

    private static Divergence At(string node, long sequence) =>
        new(
            node,
            true,
            sequence,
            DateTimeOffset.UnixEpoch,
            DivergenceFinder.Verdicts,
            "differs",
            new TableName("public", "items"),
            """{"id":1}"""
        );
}
