using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>Several appliers over one log, whose nodes decide as a test says.</summary>
public sealed class ComparedVerdictsTests : IAsyncDisposable
{
    private readonly InMemoryChangeLog _log = new();
    private readonly List<WorkerRun> _runs = [];

    [Theory]
    [InlineData("a")] // rejects what others accept
    [InlineData("b c")] // a accepts what others reject
    public async Task Run_OneOfThreeDecidesOtherwise_ItAloneIsDivergedFromThatSequenceOn(string rejecting)
    {
        var (a, b, c) = (Start("a", rejecting), Start("b", rejecting), Start("c", rejecting));
        await AppendAsync(10);

        var odd = await a.UntilAsync(s => s is { State: NodeState.Diverged, LastAppliedSequence: 9 });

        Assert.Contains("sequence 3", odd.Reason, StringComparison.Ordinal);
        Assert.Contains("'b' and 'c'", odd.Reason, StringComparison.Ordinal);
        Assert.Contains("cdc-replicator verify", odd.Reason, StringComparison.Ordinal);
        await b.UntilAsync(s => s is { State: NodeState.Active, LastAppliedSequence: 9 });
        await c.UntilAsync(s => s is { State: NodeState.Active, LastAppliedSequence: 9 });
        Assert.Equal(["a"], (await Findings().ReadAsync(default)).Keys);
    }

    [Fact]
    public async Task Run_OneOfThreeRejectsWhatOthersAccept_AllOfThatIsCountedAlsoWhileItDiffers()
    {
        var odd = new FakeNode { Id = "a", Rejects = transaction => transaction.Sequence is >= 3 and < 50 };
        var a = new WorkerRun(_log, odd);
        _runs.Add(a);
        var (b, c) = (Start("b", ""), Start("c", ""));
        await AppendAsync(10);
        await a.UntilAsync(s => s is { State: NodeState.Diverged, LoneRejections: 7 });
        // Ten of them are duplicates, which are no rejections.
        await AppendAsync(30);

        await a.UntilAsync(s => s is { State: NodeState.Diverged, LoneRejections: 7 + 20 });
        await b.UntilAsync(s => s is { LastAppliedSequence: 39, LoneRejections: 0 });
        await c.UntilAsync(s => s is { LastAppliedSequence: 39, LoneRejections: 0 });
    }

    [Fact]
    public async Task Run_NobodyToCompareWith_LoneRejectionsAreUnknown()
    {
        var a = Start("a", "a");
        await AppendAsync(10);
        await a.UntilAsync(s => s.LastAppliedSequence == 9);
        await Task.Delay(VerdictJudge.Interval * 4);

        var status = await a.UntilAsync(s => s.Rejections.Count == 1);

        Assert.Null(status.LoneRejections);
    }

    [Fact]
    public async Task Run_AllRejectAlike_NobodyIsDiverged()
    {
        var runs = new[] { Start("a", "a b"), Start("b", "a b") };
        await AppendAsync(10);
        foreach (var run in runs)
        {
            var status = await run.UntilAsync(s => s.LastAppliedSequence == 9 && s.Rejections.Count > 0);
            Assert.Equal(1, status.Rejections[nameof(RejectionReason.DuplicateKey)]);
        }

        await Task.Delay(VerdictJudge.Interval * 4);

        Assert.Empty(await Findings().ReadAllAsync(default));
        await runs[0].UntilAsync(s => s.LoneRejections == 0);
    }

    [Fact]
    public async Task Run_TwoDisagree_BothAreDivergedUntilAnOperatorSaysWhichIsRight()
    {
        var (a, b) = (Start("a", "a"), Start("b", "a"));
        await AppendAsync(10);
        var told = await a.UntilAsync(s => s.State == NodeState.Diverged);
        await b.UntilAsync(s => s.State == NodeState.Diverged);
        Assert.Contains("cdc-replicator accept", told.Reason, StringComparison.Ordinal);

        await Findings().ClearAsync("b", 9, DivergenceFinder.Operator, "right", default);

        await b.UntilAsync(s => s.State == NodeState.Active);
        await Task.Delay(VerdictJudge.Interval * 4);
        await b.UntilAsync(s => s.State == NodeState.Active);
        await a.UntilAsync(s => s.State == NodeState.Diverged);
    }

    [Fact]
    public async Task Run_MemberThatComesLaterDecidesATie_TheMajorityIsActiveAgain()
    {
        var (a, b) = (Start("a", "a"), Start("b", "a"));
        await AppendAsync(10);
        await a.UntilAsync(s => s.State == NodeState.Diverged);
        await b.UntilAsync(s => s.State == NodeState.Diverged);

        Start("c", "a");

        await b.UntilAsync(s => s.State == NodeState.Active);
        await a.UntilAsync(s => s.State == NodeState.Diverged);
    }

    [Fact]
    public async Task Run_DivergedAndStartedAgain_IsNeverActiveUntilFoundEqual()
    {
        var node = Node("a", "a");
        var first = new WorkerRun(_log, node);
        Start("b", "a");
        Start("c", "a");
        await AppendAsync(10);
        await first.UntilAsync(s => s.State == NodeState.Diverged);
        await first.DisposeAsync();

        var states = new List<NodeState>();
        using var stop = new CancellationTokenSource();
        var watching = WatchAsync("a", states, stop.Token);
        var second = new WorkerRun(_log, node);
        _runs.Add(second);
        await second.UntilAsync(s => s.Reason is not null && s.State == NodeState.Diverged);
        await Task.Delay(VerdictJudge.Interval * 2);
        await stop.CancelAsync();
        await watching;
        Assert.DoesNotContain(NodeState.Active, states);

        await Findings().ClearAsync("a", 9, DivergenceFinder.Verify, "equal", default);
        await second.UntilAsync(s => s is { State: NodeState.Active, Reason: null });
    }

    [Fact]
    public async Task Run_StartedAgainAndNotOpenYet_WhatItSaidOfItsVerdictsStays()
    {
        var node = Node("a", "a");
        var first = new WorkerRun(_log, node);
        Start("b", "a");
        await AppendAsync(10);
        await first.UntilAsync(s => s is { VerdictsFrom: 0, DiffersFrom: 3, LastAppliedSequence: 9 });
        await first.DisposeAsync();
        node.FaultAt = (at, _) => at == "open" ? new NodeFaultException("away", "Wait.", true, "08006") : null;

        var second = new WorkerRun(_log, node);
        _runs.Add(second);

        await second.UntilAsync(s =>
            s is { State: NodeState.Failed, VerdictsFrom: 0, DiffersFrom: 3, LastAppliedSequence: 9 }
        );
        node.FaultAt = (_, _) => null;
        await second.UntilAsync(s => s is { State: NodeState.Diverged, VerdictsFrom: 0, DiffersFrom: 3 });
    }

    [Fact]
    public async Task Run_NodeFilledAnewFromTheBeginning_IsJudgedAnew()
    {
        await Findings()
            .PublishAsync(
                new Divergence("a", true, 5, DateTimeOffset.UnixEpoch, DivergenceFinder.Verify, "differs"),
                default
            );
        var a = Start("a", "");
        await AppendAsync(10);

        await a.UntilAsync(s => s is { State: NodeState.Active, LastAppliedSequence: 9 });
    }

    [Fact]
    public async Task Run_ManyRejections_ArePublishedTogetherBeforeTheCommit()
    {
        await AppendAsync(900);
        var node = new FakeNode { Id = "a", Rejects = _ => true };
        var run = new WorkerRun(_log, node);
        _runs.Add(run);
        var status = await run.UntilAsync(s => s.LastAppliedSequence == 899);

        var entries = await _log.Metadata.ReadAsync("rejection/", default);
        Assert.Equal(900, await new RejectionStore(_log.Metadata).CountAsync(default));
        Assert.InRange(entries.Count, 1, node.Commits + 1);
        Assert.Equal(0, status.VerdictsFrom);
    }

    [Fact]
    public async Task Run_NumberBelowWhatIsRemembered_IsRejectedByNameAndDuplicatesAreCounted()
    {
        long[] numbers = [1, 5000, 2, 5000, 4999, 4999];
        foreach (var number in numbers)
        {
            await _log.AppendAsync([TextDecoder.Row("shop", number, 1, 1, $"r{number}")], default);
        }

        var node = Node("a", "");
        var run = new WorkerRun(_log, node);
        _runs.Add(run);
        var status = await run.UntilAsync(s => s.LastAppliedSequence == 5);

        Assert.Equal(["0=r1", "1=r5000", "4=r4999"], node.Applied);
        var rejected = Assert.Single(await new RejectionStore(_log.Metadata).FindAsync(2, default)).Value;
        Assert.Equal(RejectionReason.NumberForgotten, rejected.Rejection.Reason);
        Assert.Equal(1, status.Rejections[nameof(RejectionReason.NumberForgotten)]);
        Assert.Equal(2, status.Duplicates["shop"]);
    }

    [Fact]
    public async Task Run_FaultsThatHeal_AreCountedAsRetries()
    {
        var faults = 3;
        var node = Node("a", "");
        node.FaultAt = (at, _) =>
            at == "begin" && Interlocked.Decrement(ref faults) >= 0
                ? new NodeFaultException("connection lost", "Wait.", true, "08006")
                : null;
        await AppendAsync(3);
        var run = new WorkerRun(_log, node);
        _runs.Add(run);

        await run.UntilAsync(s => s is { LastAppliedSequence: 2, Retries: 3 });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _runs)
        {
            await run.DisposeAsync();
        }

        await _log.DisposeAsync();
    }

    private DivergenceStore Findings() => new(_log.Metadata, TimeProvider.System);

    private WorkerRun Start(string id, string rejecting)
    {
        var run = new WorkerRun(_log, Node(id, rejecting));
        _runs.Add(run);
        return run;
    }

    private static FakeNode Node(string id, string rejecting) =>
        new() { Id = id, Rejects = transaction => transaction.Sequence == 3 && rejecting.Split(' ').Contains(id) };

    private async Task AppendAsync(int count)
    {
        for (var i = 1; i <= count; i++)
        {
            await _log.AppendAsync([TextDecoder.Row("shop", i, 1, 1, $"r{i}")], default);
        }
    }

    private async Task WatchAsync(string node, List<NodeState> states, CancellationToken stop)
    {
        // What the applier before left says nothing of this one.
        var members = new MemberStore(_log.Metadata, TimeProvider.System);
        var before = (await members.ReadAsync(default)).Single(m => m.Status.NodeId == node).Status.ApplierId;
        while (!stop.IsCancellationRequested)
        {
            var status = (await members.ReadAsync(default)).Single(m => m.Status.NodeId == node).Status;
            if (status.ApplierId != before)
            {
                states.Add(status.State);
            }

            await Task.Delay(5, CancellationToken.None);
        }
    }
}
