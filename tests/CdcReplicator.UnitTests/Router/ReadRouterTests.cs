using System.Net.Sockets;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Router;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static CdcReplicator.UnitTests.Router.MemberSamples;

namespace CdcReplicator.UnitTests.Router;

public class ReadRouterTests
{
    private static readonly LogId Log = LogId.New();

    // Shorter than a heartbeat stays fresh, for there are none here.
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly FakeTimeProvider _clock = new();
    private readonly FakeConnector _connector = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _end;

    [Fact]
    public async Task Open_OneNodeQualifies_TakesIt()
    {
        var router = Router(new FakeMembers(Member("a", 5), Member("b", 10), Member("c", 10, NodeState.Halted)));

        var routed = await router.OpenAsync(new ReadRequirement(10), CancellationToken.None);

        await using var connection = routed.Connection;
        Assert.Equal(("b", 10), (routed.NodeId, routed.Position));
    }

    [Fact]
    public async Task Open_ConnectionFails_TakesTheNextCandidate()
    {
        _connector.Broken.UnionWith(["a", "b"]);
        var router = Router(new FakeMembers(Member("a", 5), Member("b", 5), Member("c", 5)));

        var routed = await router.OpenAsync(ReadRequirement.None, CancellationToken.None);

        await using var connection = routed.Connection;
        Assert.Equal("c", routed.NodeId);
    }

    [Fact]
    public async Task Open_NobodyQualifiesYet_WakesOnNews()
    {
        var members = new FakeMembers(Member("a", 5));
        var opening = Router(members).OpenAsync(new ReadRequirement(6), CancellationToken.None);
        Assert.False(opening.IsCompleted);

        members.Become(Member("a", 6));

        var routed = await opening.WaitAsync(Patience);
        await using var connection = routed.Connection;
        Assert.Equal(6, routed.Position);
    }

    [Fact]
    public async Task Open_DeadlinePasses_SaysWhatWasWantedAndWhatThereIs()
    {
        var router = Router(new FakeMembers(Member("a", 5), Member("b", 99, NodeState.Failed)));
        var opening = router.OpenAsync(new ReadRequirement(6), CancellationToken.None);

        _clock.Advance(WaitTimeout);

        var error = await Assert.ThrowsAsync<NoNodeAvailableException>(() => opening.WaitAsync(Patience));
        Assert.Equal((6, 5), (error.Wanted.Sequence, error.BestPosition));
        Assert.Contains("'a' is at 5", error.Message, StringComparison.Ordinal);
        Assert.Contains("'b' is Failed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AllConnectionsFail_KeepsEveryCause()
    {
        _connector.Broken.UnionWith(["a", "b"]);
        var opening = Router(new FakeMembers(Member("a", 5), Member("b", 5)))
            .OpenAsync(ReadRequirement.None, CancellationToken.None);

        _clock.Advance(WaitTimeout);

        var error = await Assert.ThrowsAsync<NoNodeAvailableException>(() => opening.WaitAsync(Patience));
        Assert.Equal(2, error.Causes.Count);
    }

    [Fact]
    public async Task Open_DatabaseIsBehindWhatTheDirectorySays_IsNotUsed()
    {
        _connector.StoredPosition = 3;
        var opening = Router(new FakeMembers(Member("a", 9))).OpenAsync(new ReadRequirement(6), CancellationToken.None);

        _clock.Advance(WaitTimeout);

        var error = await Assert.ThrowsAsync<NoNodeAvailableException>(() => opening.WaitAsync(Patience));
        Assert.IsType<NodeCannotServeException>(Assert.Single(error.Causes));
    }

    [Fact]
    public async Task Open_Cancelled_ThrowsCancellation()
    {
        using var cancel = new CancellationTokenSource();
        var opening = Router(new FakeMembers()).OpenAsync(ReadRequirement.None, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening.WaitAsync(Patience));
    }

    [Fact]
    public async Task Open_WhileOneIsBusy_TakesTheOtherUntilItIsClosed()
    {
        var router = Router(new FakeMembers(Member("a", 5), Member("b", 5)));

        var first = await router.OpenAsync(ReadRequirement.None, CancellationToken.None);
        var second = await router.OpenAsync(ReadRequirement.None, CancellationToken.None);
        await first.Connection.DisposeAsync();
        var third = await router.OpenAsync(ReadRequirement.None, CancellationToken.None);

        Assert.NotEqual(first.NodeId, second.NodeId);
        Assert.Equal(first.NodeId, third.NodeId);
        await second.Connection.DisposeAsync();
        await third.Connection.DisposeAsync();
    }

    [Fact]
    public async Task Open_Latest_AsksForWhatTheLogHoldsWhenAsked()
    {
        _end = 7;
        var members = new FakeMembers(Member("a", 5));
        var requirement = ReadRequirement.For(ReadLevel.Latest, Log, session: null);
        var opening = Router(members).OpenAsync(requirement, CancellationToken.None);
        await _asked.Task.WaitAsync(Patience);
        _end = 99;

        members.Become(Member("a", 6));

        var routed = await opening.WaitAsync(Patience);
        await using var connection = routed.Connection;
        Assert.Equal(6, routed.Position);
    }

    [Fact]
    public async Task Open_BoundedByRecords_MovesWithTheLogsEnd()
    {
        _end = 10;
        var members = new FakeMembers(Member("a", 5));
        var requirement = ReadRequirement.For(ReadLevel.BoundedBy(2), Log, session: null);
        var opening = Router(members).OpenAsync(requirement, CancellationToken.None);
        _end = 20;
        members.Become(Member("a", 16));
        Assert.False(opening.IsCompleted);

        members.Become(Member("a", 17));

        var routed = await opening.WaitAsync(Patience);
        await using var connection = routed.Connection;
        Assert.Equal(17, routed.Position);
    }

    [Fact]
    public async Task Route_ConnectFails_TriesTheNextAndKeepsTheCauses()
    {
        var tried = new List<string>();
        var router = Router(new FakeMembers(Member("a", 5), Member("b", 5)));
        var routing = router.RouteAsync<int>(
            ReadRequirement.None,
            (node, _) =>
            {
                tried.Add(node.NodeId);
                throw new SocketException((int)SocketError.ConnectionRefused);
            },
            CancellationToken.None
        );

        _clock.Advance(WaitTimeout);

        var error = await Assert.ThrowsAsync<NoNodeAvailableException>(() => routing.WaitAsync(Patience));
        Assert.Equal(["a", "b"], tried.Order());
        Assert.Equal(2, error.Causes.Count);
    }

    [Fact]
    public async Task Route_NodeIsHalted_TellsWhoHasIt()
    {
        var members = new FakeMembers(Member("a", 5));
        var router = Router(members);
        using var lease = await router.RouteAsync(
            ReadRequirement.None,
            (node, _) => Task.FromResult(node.Lease),
            CancellationToken.None
        );
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lease.NodeLeft.Register(left.SetResult);
        Assert.False(lease.NodeLeft.IsCancellationRequested);

        members.Become(Member("a", 5, NodeState.Halted));

        await left.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Open_MembersCannotBeFollowed_SaysWhyAndWhoIsHidden()
    {
        var members = new FakeMembers
        {
            Fault = new ReplicationException("The log does not answer.", "Look at it."),
            Hidden = [new UnreadableEntry("x", "Entry 'member/x' cannot be read.", "Update.")],
        };
        var opening = Router(members).OpenAsync(ReadRequirement.None, CancellationToken.None);

        _clock.Advance(WaitTimeout);

        var error = await Assert.ThrowsAsync<NoNodeAvailableException>(() => opening.WaitAsync(Patience));
        Assert.Contains(
            "members cannot be followed: The log does not answer.",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("'x' is hidden: Entry 'member/x'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_TakingInNewsFailsOnce_SaysSoAndThenGoesOn()
    {
        var members = new FakeMembers(Member("a", 5)) { Mistake = null };
        await using var router = Router(members);
        members.Mistake = new InvalidOperationException("Out of order.");
        var news = router.Nodes.NextChange;
        members.Become(Member("a", 6));
        await news.WaitAsync(Patience);
        Assert.Contains("Out of order.", router.Nodes.Fault!.Message, StringComparison.Ordinal);

        members.Mistake = null;
        var opening = router.OpenAsync(new ReadRequirement(6), CancellationToken.None);
        while (!opening.IsCompleted && router.Nodes.Fault is not null)
        {
            // The router's own pause before it tries again; the read waits longer.
            _clock.Advance(WaitTimeout / 10);
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        await using var connection = (await opening.WaitAsync(Patience)).Connection;
        Assert.Null(router.Nodes.Fault);
    }

    [Fact]
    public async Task Open_NoProofIsYoungEnough_SaysOfEachNodeWhatItsProofIs()
    {
        var since = _clock.GetUtcNow().AddMinutes(-5).ToUnixTimeMilliseconds();
        var members = new FakeMembers(Member("a", 5) with { Proof = new NodeProof("a", since) }, Member("b", 5));
        var opening = Router(members, new RoutingOptions { MaxProofAge = TimeSpan.FromMinutes(4) })
            .OpenAsync(ReadRequirement.None, CancellationToken.None);

        _clock.Advance(WaitTimeout);

        var error = await Assert.ThrowsAsync<NoNodeAvailableException>(() => opening.WaitAsync(Patience));
        Assert.Contains("'a' was last proved at ", error.Message, StringComparison.Ordinal);
        Assert.Contains("'b' is not proved", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxProofAge", error.Message, StringComparison.Ordinal);
    }

    private ReadRouter Router(FakeMembers members, RoutingOptions? routing = null) =>
        new(
            members,
            new LogEnd(_ => Task.FromResult(TellEnd()), _clock),
            new Dictionary<string, INodeReadConnector> { ["fake"] = _connector },
            new ReadRouterOptions { WaitTimeout = WaitTimeout, Routing = routing ?? new RoutingOptions() },
            _clock,
            new Random(4711),
            NullLoggerFactory.Instance
        );

    private long TellEnd()
    {
        var end = _end;
        _asked.TrySetResult();
        return end;
    }
}
