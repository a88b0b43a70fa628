using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class ApplierWorkerTests : IAsyncDisposable
{
    private readonly InMemoryChangeLog _log = new();
    private readonly FakeNode _node = new();

    [Fact]
    public async Task Run_RecordsBeforeAndAfterStart_AreAppliedAndShown()
    {
        await AppendAsync(1, 2);
        await using var run = new WorkerRun(_log, _node);
        await run.UntilAsync(s => s is { LastAppliedSequence: 1, State: NodeState.Active });
        await AppendAsync(3, 3);
        var status = await run.UntilAsync(s => s.LastAppliedSequence == 2);

        Assert.Equal(["0=r1", "1=r2", "2=r3"], _node.Applied);
        Assert.Equal("fake", status.NodeId);
        Assert.Equal(3, status.RestartOffset);
        Assert.NotEmpty((await _log.Metadata.ReadAsync("tables/", default)));
    }

    [Fact]
    public async Task Run_StoppedAndStartedAgain_GoesOnWhereItWas()
    {
        await AppendAsync(1, 50);
        await using (var first = new WorkerRun(_log, _node))
        {
            await first.UntilAsync(s => s.LastAppliedSequence == 49);
        }

        await AppendAsync(51, 100);
        await using var second = new WorkerRun(_log, _node);
        await second.UntilAsync(s => s.LastAppliedSequence == 99);

        Assert.Equal(100, _node.Applied.Count);
        Assert.Equal(100, _node.Applied.Distinct().Count());
    }

    [Theory]
    [InlineData("begin")]
    [InlineData("apply")]
    [InlineData("advance")]
    [InlineData("commit")]
    [InlineData("committed")]
    [InlineData("open")]
    public async Task Run_TransientFaultAnywhere_HealsWithNothingTwice(string point)
    {
        var faults = 2;
        _node.FaultAt = (at, _) =>
            at == point && Interlocked.Decrement(ref faults) >= 0
                ? new NodeFaultException("connection lost", "Wait.", true, "08006")
                : null;
        await AppendAsync(1, 20);

        await using var run = new WorkerRun(_log, _node);
        await run.UntilAsync(s => s is { LastAppliedSequence: 19, State: NodeState.Active });

        Assert.Equal([.. Enumerable.Range(1, 20).Select(i => $"{i - 1}=r{i}")], _node.Applied);
    }

    [Fact]
    public async Task Run_Rejection_IsPublishedBeforeThePositionThatCoversIt()
    {
        _node.Rejects = transaction => transaction.Sequence == 1;
        var rejections = new RejectionStore(_log.Metadata);
        var sawItAtCommit = false;
        _node.FaultAt = (point, _) =>
        {
            if (point == "commit")
            {
                sawItAtCommit |= rejections.FindAsync(1, default).GetAwaiter().GetResult().ContainsKey("fake");
            }

            return null;
        };
        await AppendAsync(1, 3);

        await using var run = new WorkerRun(_log, _node);
        await run.UntilAsync(s => s.LastAppliedSequence == 2);

        Assert.True(sawItAtCommit);
        Assert.Equal(["0=r1", "2=r3"], _node.Applied);
    }

    [Fact]
    public async Task Run_UndecodableRecord_HaltsUntilSkipIsPublished()
    {
        await AppendAsync(1, 1);
        await _log.AppendAsync([TextDecoder.Garbage()], default);
        await AppendAsync(2, 2);
        await using var run = new WorkerRun(_log, _node);
        var halted = await run.UntilAsync(s => s.State == NodeState.Halted);
        Assert.Contains("offset 1", halted.Reason, StringComparison.Ordinal);
        Assert.Equal(["0=r1"], _node.Applied);

        await _log.AppendAsync([TextDecoder.Control(WellKnown.SkipMessage, """{"sequence":1}""")], default);
        await run.UntilAsync(s => s is { LastAppliedSequence: 3, State: NodeState.Active });

        Assert.Equal(["0=r1", "2=r2"], _node.Applied);
        var skipped = await new RejectionStore(_log.Metadata).FindAsync(1, default);
        Assert.Equal(RejectionReason.Skipped, skipped["fake"].Rejection.Reason);
    }

    [Theory]
    [InlineData(5)] // fewer records than applied
    [InlineData(10)] // equal
    [InlineData(30)] // more
    public async Task Run_RecreatedLog_HaltsBeforeOneWrongRecord(int records)
    {
        await AppendAsync(1, 10);
        await using (var first = new WorkerRun(_log, _node))
        {
            await first.UntilAsync(s => s.LastAppliedSequence == 9);
        }

        var recreated = new InMemoryChangeLog(settings: _log.Settings);
        for (var i = 1; i <= records; i++)
        {
            await recreated.AppendAsync([TextDecoder.Row("other", i, 1, 1, $"wrong{i}")], default);
        }

        await using var run = new WorkerRun(recreated, _node);
        var status = await run.UntilAsync(s => s.State == NodeState.Halted);

        Assert.Contains("recreated", status.Reason, StringComparison.Ordinal);
        Assert.Equal(10, _node.Applied.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task Run_LogMadeAnewWhileIdle_HaltsByNameAndItsLagIsUnknown(int records)
    {
        await AppendAsync(1, 10);
        await using var run = new WorkerRun(_log, _node);
        await run.UntilAsync(s => s is { State: NodeState.Active, LastAppliedSequence: 9, LagMilliseconds: 0 });

        _log.MakeAnew();
        await AppendAsync(1, records);
        var status = await run.UntilAsync(s => s.State == NodeState.Halted && s.LogEndOffset is null);

        Assert.Contains("recreated", status.Reason, StringComparison.Ordinal);
        Assert.Null(status.LagMilliseconds);
        Assert.Equal(10, _node.Applied.Count);
    }

    [Fact]
    public async Task Run_Checkpoint_AnswersWithDigestOfThatSequence()
    {
        await AppendAsync(1, 2);
        var store = new DigestStore(_log.Metadata);
        await store.AskAsync("c1", default);
        await AppendCheckpointAsync("c1");
        await AppendAsync(3, 4);

        await using var run = new WorkerRun(_log, _node);
        await run.UntilAsync(s => s.LastAppliedSequence == 4);
        await run.UntilAsync(_ => store.ReadAsync("c1", default).GetAwaiter().GetResult().Count == 1);

        var digest = Assert.Single(await store.ReadAsync("c1", default));
        Assert.Null(digest.Error);
        Assert.Equal(2, digest.Sequence);
    }

    [Fact]
    public async Task Run_CheckpointThatNobodyWaitsFor_IsNotAnswered()
    {
        await AppendAsync(1, 1);
        await AppendCheckpointAsync("old");
        await AppendCheckpointAsync("c1");
        var store = new DigestStore(_log.Metadata);
        await store.AskAsync("c1", default);

        await using var run = new WorkerRun(_log, _node);
        await run.UntilAsync(_ => store.ReadAsync("c1", default).GetAwaiter().GetResult().Count == 1);

        Assert.Empty(await store.ReadAsync("old", default));
    }

    [Fact]
    public async Task Run_RestartedWhileTheNodeIsAway_StillTellsTheLastPosition()
    {
        await AppendAsync(1, 5);
        await using (var first = new WorkerRun(_log, _node))
        {
            await first.UntilAsync(s => s.LastAppliedSequence == 4);
        }

        _node.FaultAt = (point, _) =>
            point == "open"
                ? new NodeFaultException("The node is away.", "Retried.", isTransient: true, code: null)
                : null;
        await using var second = new WorkerRun(_log, _node);
        var status = await second.UntilAsync(s => s.State == NodeState.Failed);

        Assert.Equal(4, status.LastAppliedSequence);
        Assert.Equal(5, status.RestartOffset);
    }

    [Fact]
    public async Task Run_FencedOff_ShowsAsStandby()
    {
        await using var first = new WorkerRun(_log, _node, Fast);
        await using var second = new WorkerRun(_log, _node, Fast);
        var standbys = new StandbyStore(_log.Metadata, TimeProvider.System);
        var members = new MemberStore(_log.Metadata, TimeProvider.System);
        for (var i = 1; ; i++)
        {
            Assert.True(i < 500, "Nobody stands by.");
            await AppendAsync(i, i);
            await Task.Delay(20);
            var waiting = await standbys.ReadAsync(default);
            var shown = await members.ReadAsync(default);
            if (waiting is [var standby] && shown is [var member] && member.Status.ApplierId != standby.ApplierId)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task Run_TwoWorkersOnOneNode_ApplyEverythingOnce()
    {
        await using var first = new WorkerRun(_log, _node, Fast);
        await using var second = new WorkerRun(_log, _node, Fast);
        for (var i = 1; i <= 200; i++)
        {
            await AppendAsync(i, i);
        }

        await first.UntilAsync(s => s.LastAppliedSequence == 199);

        Assert.Equal([.. Enumerable.Range(1, 200).Select(i => $"{i - 1}=r{i}")], _node.Applied);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _log.DisposeAsync();
    }

    private static ApplierSettings Fast => new() { StandbyInterval = 50 };

    private Task AppendCheckpointAsync(string id) =>
        _log.AppendAsync(
            [
                TextDecoder.Control(
                    WellKnown.CheckpointMessage,
                    System.Text.Encoding.UTF8.GetString(new CheckpointRequest(id, []).ToContent())
                ),
            ],
            default
        );

    private async Task AppendAsync(int from, int to)
    {
        for (var i = from; i <= to; i++)
        {
            await _log.AppendAsync([TextDecoder.Row("shop", i, 1, 1, $"r{i}")], default);
        }
    }
}
