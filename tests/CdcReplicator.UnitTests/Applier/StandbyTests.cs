using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>Two appliers of one node: one works, the other stands by and takes over.</summary>
public sealed class StandbyTests : IAsyncDisposable
{
    private readonly InMemoryChangeLog _log = new();
    private readonly FakeNode _node = new();

    [Fact]
    public async Task Run_FirstStopsAsPlanned_SecondTakesOverAtOnceWithoutWaitingForSilence()
    {
        // So long that only the good-bye can be why the second one begins.
        var patient = new ApplierSettings { TurnInterval = 60_000, DeadAfter = 60_000 };
        var first = new WorkerRun(_log, _node, patient);
        var working = (await first.UntilAsync(s => s.State == NodeState.Active)).ApplierId;
        await using var second = new WorkerRun(_log, _node, patient);
        await UntilStandingByAsync();

        await first.DisposeAsync();

        Assert.NotEqual(working, (await second.UntilAsync(s => s.ApplierId != working)).ApplierId);
        await second.UntilAsync(s => s.State == NodeState.Active);
    }

    [Fact]
    public async Task Run_IdleLog_SecondStandsByAndOpensTheNodeOnceToTry()
    {
        var settings = new ApplierSettings
        {
            HeartbeatInterval = 50,
            DeadAfter = 1000,
            TurnInterval = 10,
        };
        await using var first = new WorkerRun(_log, _node, settings);
        var working = (await first.UntilAsync(s => s.State == NodeState.Active)).ApplierId;
        var openings = _node.Openings;
        await using var second = new WorkerRun(_log, _node, settings);
        await UntilStandingByAsync();

        // Longer than an applier may be silent.
        await UntilHeartbeatsAsync(30);

        Assert.Equal(working, (await first.UntilAsync(_ => true)).ApplierId);
        Assert.Equal(openings + 1, _node.Openings);
        Assert.Empty(_node.Applied);
    }

    [Fact]
    public async Task Run_StandbyCannotOpenTheNode_SaysSoBeforeItIsNeeded()
    {
        await using var first = new WorkerRun(_log, _node);
        await first.UntilAsync(s => s.State == NodeState.Active);
        var closed = new FakeNode
        {
            FaultAt = (point, _) =>
                point == "open" ? new NodeFaultException("No right to it.", "Grant it.", false, code: null) : null,
        };
        await using var second = new WorkerRun(_log, closed);

        var reason = await second.ReasonAsync();

        Assert.Contains("could not take over now: No right to it. Grant it.", reason, StringComparison.Ordinal);
        Assert.Equal(NodeState.Active, (await first.UntilAsync(_ => true)).State);
    }

    [Theory]
    [InlineData(NodeState.Joining)]
    [InlineData(NodeState.Seeding)]
    public async Task Run_NodeThatIsStillFilled_IsNotTouchedByOneThatStandsBy(NodeState state)
    {
        var members = new MemberStore(_log.Metadata, TimeProvider.System);
        await members.PublishAsync(Status(state), default);
        await using var run = new WorkerRun(_log, _node, new ApplierSettings { TurnInterval = 10 });
        await UntilStandingByAsync();

        Assert.Equal(0, _node.Openings);
        await members.PublishAsync(Status(NodeState.Active), default);
        for (var i = 0; _node.Openings == 0; i++)
        {
            Assert.True(i < 1000, "It did not try the node that is filled.");
            await Task.Delay(10);
        }
    }

    [Fact]
    public async Task Run_AnotherOneSaysThatItWorks_TheFirstStandsByThoughNothingWasWritten()
    {
        await using var first = new WorkerRun(_log, _node);
        var working = (await first.UntilAsync(s => s.State == NodeState.Active)).ApplierId;

        // As one does that took over while this process was stopped.
        await new ServingStore(_log.Metadata).PublishAsync(new Serving("fake", "taker", HasLeft: false), default);

        await UntilStandingByAsync();
        Assert.Equal(working, (await first.UntilAsync(_ => true)).ApplierId);
        // The taker gives no sign of life: the first one has its node back.
        await UntilNobodyStandsByAsync();
        await first.UntilAsync(s => s.State == NodeState.Active);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _log.DisposeAsync();
    }

    private static MemberStatus Status(NodeState state) =>
        new()
        {
            NodeId = "fake",
            Kind = "sqlite",
            Endpoint = "memory",
            ApplierId = "other",
            State = state,
            LastAppliedSequence = -1,
            RestartOffset = 0,
            DeadAfterMilliseconds = 60_000,
        };

    private async Task UntilHeartbeatsAsync(int count)
    {
        var members = new MemberStore(_log.Metadata, TimeProvider.System);
        long? version = null;
        for (var seen = -1; seen < count; )
        {
            var found = (await members.FindAsync("fake", default))!.Value.Version;
            seen += found == version ? 0 : 1;
            version = found;
            await Task.Delay(10);
        }
    }

    private Task UntilStandingByAsync() => UntilAsync(standbys => standbys.Count == 1);

    private Task UntilNobodyStandsByAsync() => UntilAsync(standbys => standbys.Count == 0);

    private async Task UntilAsync(Func<IReadOnlyList<StandbyView>, bool> isSo)
    {
        var standbys = new StandbyStore(_log.Metadata, TimeProvider.System);
        var deadline = DateTime.UtcNow + TimeSpan.FromSeconds(20);
        while (!isSo(await standbys.ReadAsync(default)))
        {
            Assert.True(DateTime.UtcNow < deadline, "It did not come true.");
            await Task.Delay(10);
        }
    }
}
