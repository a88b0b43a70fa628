using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using CdcReplicator.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class LockStoreTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryMetadataStore _metadata;
    private readonly LockStore _locks;

    public LockStoreTests()
    {
        _metadata = new InMemoryMetadataStore(_time);
        _locks = new LockStore(_metadata, _time);
    }

    [Fact]
    public async Task Read_Unlocked_TimeRunsFromWhenTheStoreTookIt()
    {
        var order = await _locks.PublishAsync(new NodeLock("a", 60, "ann", "repair"), default);
        _time.Advance(TimeSpan.FromSeconds(50));

        var view = (await _locks.ReadAsync(default))["a"];
        Assert.Equal((order, TimeSpan.FromSeconds(10), true), (view.Order, view.Left, view.IsUnproved));
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.Zero, (await _locks.ReadAsync(default))["a"].Left);
    }

    [Fact]
    public async Task Read_Proved_HoldsUntilTheNextWord()
    {
        var order = await _locks.PublishAsync(new NodeLock("a", 60, "ann", "repair"), default);
        await _locks.PublishAsync(new LockProof("a", order), default);
        Assert.False((await _locks.ReadAsync(default))["a"].IsUnproved);

        await _locks.PublishAsync(new NodeLock("a", 0, "ann", "repair"), default);

        Assert.True((await _locks.ReadAsync(default))["a"].IsUnproved);
    }

    [Fact]
    public async Task Read_WordOfAStranger_IsBoundedOrCountsAsUnlocked()
    {
        await _locks.PublishAsync(new NodeLock("long", long.MaxValue, new string('x', 9000), "why"), default);
        await _metadata.PutAsync("lock/broken", "{"u8.ToArray(), default);

        var views = await _locks.ReadAsync(default);

        Assert.Equal(NodeLock.Longest, views["long"].Left);
        Assert.True(views["long"].Lock.By.Length <= NodeLock.MaxText);
        Assert.Equal(NodeLock.Longest, views["broken"].Left);
        Assert.True(views["broken"].IsUnproved);
    }

    [Fact]
    public async Task Remove_Node_NothingIsLeft()
    {
        await _locks.PublishAsync(new NodeLock("a", 60, "ann", "repair"), default);
        await _locks.PublishAsync(new LockProof("a", 1), default);

        await _locks.RemoveAsync("a", default);

        Assert.Empty(await _metadata.ReadAsync("lock", default));
    }

    [Theory]
    [InlineData(true, 7L, null, true)]
    [InlineData(false, 7L, null, false)]
    [InlineData(true, null, null, false)]
    [InlineData(true, 7L, 90_000L, false)]
    public void LockedOf_Member_OnlyOneThatLivesAndSaysSo(bool isAlive, long? order, long? until, bool counts)
    {
        var status = new MemberStatus
        {
            NodeId = "a",
            Kind = "sqlite",
            Endpoint = "a.db",
            ApplierId = "one",
            State = NodeState.Active,
            LastAppliedSequence = 1,
            RestartOffset = 2,
            LockOrder = order,
            UnlockedUntil = until,
        };

        var locked = LockProofs.LockedOf([new MemberView(status, TimeSpan.Zero, isAlive)]);

        Assert.Equal(counts, locked.ContainsKey("a"));
    }
}
