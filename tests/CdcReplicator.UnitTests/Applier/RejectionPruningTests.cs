using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class RejectionPruningTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryMetadataStore _store;
    private readonly RejectionStore _rejections;
    private readonly VerdictFloor _floor = new();
    private readonly RejectionPruning _pruning;

    public RejectionPruningTests()
    {
        _store = new InMemoryMetadataStore(_time);
        _rejections = new RejectionStore(_store);
        _pruning = new RejectionPruning(_store, "a", _floor, _time);
        _floor.Begin(0);
    }

    [Fact]
    public async Task RunOnce_OldOnes_GoOnlyAfterTheHeartbeatHasSaidSo()
    {
        await RejectAsync("a", 5);
        await AgeAsync(RejectionRetention.KeepFor, ("a", 9), ("b", 9));

        await _pruning.RunOnceAsync(default);
        Assert.Equal(6, _floor.Value);
        Assert.Single(await _rejections.FindAsync(5, default));

        await _pruning.RunOnceAsync(default);
        Assert.Single(await _rejections.FindAsync(5, default));

        _floor.NotePublished(_floor.Value);
        await _pruning.RunOnceAsync(default);
        Assert.Empty(await _rejections.FindAsync(5, default));
    }

    [Fact]
    public async Task RunOnce_MemberHasNotComeSoFar_StayForADay()
    {
        await RejectAsync("a", 5);
        await AgeAsync(RejectionRetention.KeepFor, ("a", 9), ("b", 4));
        await TwoRoundsAsync();
        Assert.Single(await _rejections.FindAsync(5, default));

        await AgeAsync(RejectionRetention.KeepAtMost, ("a", 9), ("b", 4));
        await TwoRoundsAsync();
        Assert.Empty(await _rejections.FindAsync(5, default));
    }

    [Fact]
    public async Task RunOnce_OfOtherMembers_AreLeftToThemOfStrangersAreRemoved()
    {
        await RejectAsync("b", 5);
        await RejectAsync("gone", 5);
        await AgeAsync(RejectionRetention.KeepFor, ("a", 9), ("b", 9));

        await TwoRoundsAsync();

        Assert.Equal(["b"], (await _rejections.FindAsync(5, default)).Keys);
        Assert.Equal(0, _floor.Value);
    }

    private async Task TwoRoundsAsync()
    {
        await _pruning.RunOnceAsync(default);
        _floor.NotePublished(_floor.Value);
        await _pruning.RunOnceAsync(default);
    }

    private Task RejectAsync(string node, long sequence) =>
        _rejections.PublishAsync(
            node,
            [new PublishedRejection(sequence, "", new Rejection(RejectionReason.DuplicateKey, null, null, null, "x"))],
            default
        );

    private async Task AgeAsync(TimeSpan by, params (string Id, long Position)[] members)
    {
        _time.Advance(by);
        foreach (var (id, position) in members)
        {
            var status = new MemberStatus
            {
                NodeId = id,
                Kind = "sqlite",
                Endpoint = id,
                ApplierId = id,
                State = NodeState.Active,
                LastAppliedSequence = position,
                RestartOffset = position + 1,
            };
            await new MemberStore(_store, _time).PublishAsync(status, default);
        }
    }
}
