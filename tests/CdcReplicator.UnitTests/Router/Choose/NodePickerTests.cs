using CdcReplicator.Router;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static CdcReplicator.UnitTests.Router.MemberSamples;

namespace CdcReplicator.UnitTests.Router;

public class NodePickerTests
{
    private const int Picks = 200;
    private readonly FakeTimeProvider _clock = new();
    private readonly NodePicker _picker;

    public NodePickerTests() => _picker = new NodePicker(new RoundRobinPolicy(), _clock);

    [Fact]
    public void Pick_NobodyQualifies_GivesNobody() =>
        Assert.Null(_picker.Pick(Snapshot(Member("a", 5), Member("b", 9, NodeState.Seeding)), 6, null, null));

    [Fact]
    public void Pick_NodeWasTried_GivesAnother() =>
        Assert.Equal(["b"], Picked(Snapshot(Member("a", 5), Member("b", 5)), tried: ["a"]));

    [Fact]
    public void Pick_NodeIsBeyondTheLagLimit_ServesOnlyIfThereIsNoOther()
    {
        var snapshot = Snapshot(Member("a", 999, end: 1000), Member("b", 1, end: 1000));

        Assert.Equal(["a"], Picked(snapshot));
        Assert.Equal(["b"], Picked(snapshot, tried: ["a"]));
    }

    [Fact]
    public void Pick_PreferredNode_IsStayedWithUntilItIsFourTimesAsDear()
    {
        var snapshot = Snapshot(Member("a", 5), Member("b", 5));
        for (var inFlight = 0; inFlight < 4; inFlight++)
        {
            Assert.Equal(["b"], Picked(snapshot, preferred: "b"));
            snapshot.Find("b")!.Known.Meter.Enter();
        }

        Assert.Contains("a", Picked(snapshot, preferred: "b"));
        Assert.Equal(["a", "b"], Picked(snapshot, preferred: "gone").Order());
    }

    [Fact]
    public void Pick_NodeFailed_IsTriedByOneReadARest()
    {
        var snapshot = Snapshot(Member("a", 5), Member("b", 5));
        snapshot.Find("a")!.Known.Meter.Fail(_clock.GetTimestamp());
        Assert.Equal(["b"], Picked(snapshot));

        _clock.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal("a", _picker.Pick(snapshot, -1, null, null)?.Id);
        Assert.Equal(["b"], Picked(snapshot));
    }

    [Fact]
    public void Pick_AllFailed_TriesThemAllTheSame()
    {
        var snapshot = Snapshot(Member("a", 5), Member("b", 5));
        foreach (var node in snapshot.Nodes)
        {
            node.Known.Meter.Fail(_clock.GetTimestamp());
        }

        Assert.Equal(["a", "b"], Picked(snapshot).Order());
    }

    [Fact]
    public void Pick_MoreNodesThanUsual_FindsTheOne()
    {
        var members = Enumerable.Range(0, 300).Select(i => Member($"n{i}", i)).ToArray();

        Assert.Equal("n299", _picker.Pick(Snapshot(members), 299, null, null)?.Id);
    }

    private RouterSnapshot Snapshot(params MemberView[] members) =>
        new SnapshotBuilder(new RoutingOptions { LagLimit = 100, MinServingNodes = 0 }, _clock).Next(null, members);

    private HashSet<string> Picked(RouterSnapshot snapshot, string? preferred = null, HashSet<string>? tried = null) =>
        [.. Enumerable.Range(0, Picks).Select(_ => _picker.Pick(snapshot, -1, preferred, tried)!.Id)];
}
