using CdcReplicator.Cluster;
using CdcReplicator.Router;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static CdcReplicator.UnitTests.Router.MemberSamples;

namespace CdcReplicator.UnitTests.Router;

public class SnapshotBuilderTests
{
    private readonly FakeTimeProvider _clock = new();

    [Theory]
    // Positions of a, b, c where the log ends at 1000 and the limit is 100; who is preferred.
    [InlineData(999, 950, 900, "abc")]
    [InlineData(999, 950, 100, "ab")]
    [InlineData(999, 200, 100, "ab")]
    [InlineData(100, 200, 150, "bc")]
    [InlineData(999, 899, 898, "ab")]
    public void Next_NodesBeyondTheLimit_AreKeptOnlyAsFarAsTooFewAreWithin(long a, long b, long c, string expected)
    {
        var builder = new SnapshotBuilder(new RoutingOptions { LagLimit = 100, MinServingNodes = 2 }, _clock);

        var snapshot = builder.Next(null, [At("a", a), At("b", b), At("c", c)]);

        Assert.Equal(expected, Preferred(snapshot));
    }

    [Fact]
    public void Next_NobodyKnowsTheEnd_LagIsUnknownAndNotZero()
    {
        var builder = new SnapshotBuilder(new RoutingOptions { MinServingNodes = 0 }, _clock);

        var snapshot = builder.Next(null, [Member("a", 5), Member("b", 6)]);

        Assert.Equal("", Preferred(snapshot));
        Assert.All(snapshot.Nodes, node => Assert.Equal(long.MaxValue, node.LagBehind(snapshot.End)));
    }

    [Fact]
    public void Next_NoHeartbeatComes_NodeAgesOutBetweenSnapshots()
    {
        var snapshot = new SnapshotBuilder(new RoutingOptions(), _clock).Next(null, [Member("a", 5)]);
        var node = Assert.Single(snapshot.Nodes);
        Assert.True(ReadGate.IsInReadSet(node.Facts(_clock.GetTimestamp())));

        _clock.Advance(TimeSpan.FromSeconds(2.5));

        Assert.Equal(GateDecision.HeartbeatLost, ReadGate.Judge(node.Facts(_clock.GetTimestamp()), -1));
    }

    [Fact]
    public void Next_NodeReturns_IsColdAndWarmsUp()
    {
        var builder = new SnapshotBuilder(new RoutingOptions { SlowStart = TimeSpan.FromSeconds(4) }, _clock);
        var first = builder.Next(null, [Member("a", 5)]);
        Assert.Equal(1, WarmthOf(first));
        var away = builder.Next(first, [Member("a", 5, NodeState.Halted)]);

        var back = builder.Next(away, [Member("a", 5)]);

        Assert.Equal(SlowStart.Coldest, WarmthOf(back));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0.5, WarmthOf(back), 3);
        var later = builder.Next(back, [Member("a", 5)]);
        Assert.Equal(0.5, WarmthOf(later), 3);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, WarmthOf(later));
    }

    [Fact]
    public void Next_ProofIsAskedFor_NodeServesUntilItIsTooOld()
    {
        var options = new RoutingOptions { MaxProofAge = TimeSpan.FromSeconds(10) };
        var since = _clock.GetUtcNow().AddSeconds(-9).ToUnixTimeMilliseconds();
        var proved = Member("a", 5) with { Proof = new NodeProof("a", since) };
        var odd = Member("b", 5) with { Proof = new NodeProof("b", since, "a row") };
        var bare = Member("c", 5);

        var snapshot = new SnapshotBuilder(options, _clock).Next(null, [proved, odd, bare]);

        Assert.Equal(["a"], InReadSet(snapshot));
        Assert.Equal(["a", "b", "c"], InReadSet(new SnapshotBuilder(new(), _clock).Next(null, [proved, odd, bare])));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(InReadSet(snapshot));
        Assert.Equal(GateDecision.NotProved, ReadGate.Judge(snapshot.Nodes[0].Facts(_clock.GetTimestamp()), -1));
    }

    [Fact]
    public void Next_Heartbeat_KeepsWhatWasMeasured()
    {
        var builder = new SnapshotBuilder(new RoutingOptions(), _clock);
        var first = builder.Next(null, [Member("a", 5)]);
        first.Nodes[0].Known.Meter.Enter();

        var next = builder.Next(first, [Member("a", 6)]);

        Assert.Equal(1, next.Nodes[0].Figures(null, 0).InFlight);
    }

    private double WarmthOf(RouterSnapshot snapshot) =>
        Assert.Single(snapshot.Nodes).Figures(snapshot.End, _clock.GetTimestamp()).Warmth;

    private IEnumerable<string> InReadSet(RouterSnapshot snapshot) =>
        snapshot.Nodes.Where(node => ReadGate.IsInReadSet(node.Facts(_clock.GetTimestamp()))).Select(node => node.Id);

    private string Preferred(RouterSnapshot snapshot) =>
        string.Concat(
            snapshot
                .Nodes.Where(node => ReadGate.Judge(node.Facts(_clock.GetTimestamp()), -1) == GateDecision.Serves)
                .Select(node => node.Id)
        );

    private static MemberView At(string id, long position)
    {
        var member = Member(id, position);
        return member with { Status = member.Status with { LogEndOffset = 1000 } };
    }
}
