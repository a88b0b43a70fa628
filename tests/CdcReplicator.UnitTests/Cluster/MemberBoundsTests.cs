using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>What is published of one member is bounded, and what a stranger publishes harms nobody.</summary>
public sealed class MemberBoundsTests
{
    private const int FewBytes = 64 << 10;

    [Fact]
    public async Task PublishAsync_EverythingInItIsLong_IsBounded()
    {
        var store = new InMemoryMetadataStore();
        var name = new string('n', 100_000);
        var counts = Enumerable.Range(0, 1000).ToDictionary(i => $"{name}{i}", i => (long)i);

        await new MemberStore(store, TimeProvider.System).PublishAsync(
            Status() with
            {
                Reason = new string('r', 2_000_000),
                OpenTransactions = [.. Enumerable.Repeat(name, 20_000)],
                Rejections = counts,
                Duplicates = counts,
                Adapted = counts,
            },
            CancellationToken.None
        );

        var entry = Assert.Single(await store.ReadAsync("member/", CancellationToken.None));
        Assert.InRange(entry.Value!.Length, 1, FewBytes);
        var member = Assert.Single(await new MemberStore(store, TimeProvider.System).ReadAsync(CancellationToken.None));
        Assert.EndsWith("…", member.Status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishAsync_Ordinary_IsPublishedAsItIs()
    {
        var store = new InMemoryMetadataStore();
        var counts = new Dictionary<string, long> { ["erp"] = 5 };
        var status = Status() with { Reason = "because", OpenTransactions = ["one"], Duplicates = counts };

        await new MemberStore(store, TimeProvider.System).PublishAsync(status, CancellationToken.None);

        var member = Assert.Single(await new MemberStore(store, TimeProvider.System).ReadAsync(CancellationToken.None));
        Assert.Equal("because", member.Status.Reason);
        Assert.Equal(["one"], member.Status.OpenTransactions);
        Assert.Equal(counts, member.Status.Duplicates);
    }

    [Theory]
    [InlineData(long.MinValue, false)]
    [InlineData(-1, false)]
    [InlineData(long.MaxValue, true)]
    public async Task ReadAsync_DeadAfterBeyondAllTimes_IsTakenWithinBounds(long deadAfter, bool isAlive)
    {
        var store = new InMemoryMetadataStore();
        await new MemberStore(store, TimeProvider.System).PublishAsync(
            Status() with
            {
                DeadAfterMilliseconds = deadAfter,
            },
            CancellationToken.None
        );
        await Task.Delay(5);

        var member = Assert.Single(await new MemberStore(store, TimeProvider.System).ReadAsync(CancellationToken.None));

        Assert.Equal(isAlive, member.IsAlive);
    }

    private static MemberStatus Status() =>
        new()
        {
            NodeId = "a",
            Kind = "sqlite",
            Endpoint = "there",
            ApplierId = "x",
            State = NodeState.Active,
            LastAppliedSequence = 1,
            RestartOffset = 1,
        };
}
