using CdcReplicator.Applier;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class ApplierCoreTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 150)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Step_FaultsInterruptionsAndRestarts_NothingLostDuplicatedOrReordered(int seed)
    {
        var random = new Random(seed);
        var log = RandomLog.Make(random);
        var expected = RandomLog.Expected(log);
        var trouble = 0;
        var node = new FakeNode();
        node.FaultAt = (point, _) =>
            point != "open" && random.Next(15) == 0 && trouble++ < 100 ? Fault(transient: true) : null;

        var simulation = new CoreSimulation(log, node, random) { Trouble = 0.02 };
        simulation.Run();

        Assert.Null(simulation.Report?.State == NodeState.Halted ? simulation.Report.Reason : null);
        Assert.Equal(expected, node.Applied);
        Assert.Equal(log.Events.Count - 1, node.Position.LastAppliedSequence);
    }

    [Fact]
    public void Step_OtherApplierMovesThePosition_StandsByThenTakesOver()
    {
        var log = new LogScript().Sdk(1, 1, 1).Sdk(2, 1, 1);
        var node = new FakeNode();
        var moved = false;
        node.FaultAt = (point, _) =>
        {
            if (point == "advance" && !moved)
            {
                moved = true;
                return new NodeFencedException("fake");
            }

            return null;
        };

        var simulation = new CoreSimulation(log, node, new Random(1));
        simulation.Run();

        Assert.Equal(["0=shop:1/1", "1=shop:2/1"], node.Applied);
        Assert.True(simulation.Now >= 3000, "it stood by before it took over");
    }

    [Fact]
    public async Task Step_UndecodableRecordThatIsSkipped_IsToldBeforeAPositionCoversIt()
    {
        var core = new ApplierCore(ClusterSettings.NewLog(), new ApplierSettings(), new MemorySpool(new LogScript()));
        var bad = new ApplierInput.RecordUndecodable(
            new LogRecord(0, 0, default, default, []),
            new UndecodableRecordException(0, "bad", "skip it")
        );
        await OpenAsync(1);
        Assert.Contains(core.Step(bad, 4), effect => effect is ApplierEffect.SeekSkip { Sequence: 0 });
        core.Step(new ApplierInput.SkipFound(0), 5);
        await OpenAsync(6);

        Assert.Contains(core.Step(bad, 9), effect => effect is ApplierEffect.PublishSkip { Sequence: 0 });

        async Task OpenAsync(long now)
        {
            var opening = await new FakeNode().OpenAsync(ClusterSettings.NewLog(), default);
            core.Step(new ApplierInput.Started(), now);
            core.Step(new ApplierInput.NodeOpened(opening), now + 1);
            core.Step(new ApplierInput.LogVerified(), now + 2);
        }
    }

    [Fact]
    public async Task Step_DefectBesideABatchUnderWay_LeavesItsRowsAloneUntilItsAnswer()
    {
        var log = new LogScript().Lone("a");
        var core = new ApplierCore(ClusterSettings.NewLog(), new ApplierSettings(), new MemorySpool(log));
        var opening = await new FakeNode().OpenAsync(ClusterSettings.NewLog(), default);
        core.Step(new ApplierInput.Started(), 1);
        core.Step(new ApplierInput.NodeOpened(opening), 2);
        core.Step(new ApplierInput.LogVerified(), 3);
        var batch = core.Step(new ApplierInput.EventsRead(EventBlocks.Of(log.Events)), 4)
            .OfType<ApplierEffect.ApplyBatch>()
            .Single()
            .Batch;

        core.Step(new ApplierInput.WorkFailed(new ReplicationException("defect", "report it")), 5);

        Assert.Equal(["a"], batch.Transactions.SelectMany(transaction => transaction.Rows).Select(LogScript.Text));
    }

    [Fact]
    public async Task Step_FullBatchWaitsBehindOneUnderWay_IsPreparedAndAppliedNext()
    {
        var (core, first, next) = await WithBatchAheadAsync();

        var applied = core.Step(new ApplierInput.BatchApplied([Verdict.Accepted]), 6)
            .OfType<ApplierEffect.ApplyBatch>()
            .Single();

        Assert.Same(next, applied.Batch);
        Assert.Equal(first.Next, next.Expected);
        Assert.Equal(["b"], next.Transactions.SelectMany(transaction => transaction.Rows).Select(LogScript.Text));
    }

    [Fact]
    public async Task Step_CommitWithABatchPrepared_PutsEverythingElseOffToTheNextStep()
    {
        var (core, _, _) = await WithBatchAheadAsync();

        var atOnce = core.Step(new ApplierInput.BatchApplied([Verdict.Accepted]), 6);
        var hadPutOff = core.HasPutOff;
        var behind = core.Step(new ApplierInput.Tick(), 7);

        Assert.True(hadPutOff);
        Assert.Empty(atOnce.OfType<ApplierEffect.PrepareBatch>());
        Assert.False(core.HasPutOff);
        var third = behind.OfType<ApplierEffect.PrepareBatch>().Single().Batch;
        Assert.Equal(["c"], third.Transactions.SelectMany(transaction => transaction.Rows).Select(LogScript.Text));
    }

    [Fact]
    public async Task Step_CommitWithNothingWaiting_PutsNothingOff()
    {
        var (core, _, _) = await WithBatchAheadAsync();
        core.Step(new ApplierInput.BatchApplied([Verdict.Accepted]), 6);
        core.Step(new ApplierInput.BatchApplied([Verdict.Accepted]), 7);

        core.Step(new ApplierInput.BatchApplied([Verdict.Accepted]), 8);

        Assert.False(core.HasPutOff);
    }

    [Fact]
    public async Task Step_BatchUnderWayFails_ForgetsTheOnePreparedBehindIt()
    {
        var (core, _, next) = await WithBatchAheadAsync();

        core.Step(new ApplierInput.NodeFaulted(Fault(transient: true), null), 6);

        Assert.Empty(next.Transactions.SelectMany(transaction => transaction.Rows));
        Assert.Empty(core.Step(new ApplierInput.Tick(), 7).OfType<ApplierEffect.ApplyBatch>());
    }

    private static async Task<(ApplierCore Core, ApplierBatch First, ApplierBatch Next)> WithBatchAheadAsync()
    {
        var log = new LogScript().Lone("a").Lone("b").Lone("c");
        var settings = new ApplierSettings { MaxRowsPerCommit = 1 };
        var core = new ApplierCore(ClusterSettings.NewLog(), settings, new MemorySpool(log));
        var opening = await new FakeNode().OpenAsync(ClusterSettings.NewLog(), default);
        core.Step(new ApplierInput.Started(), 1);
        core.Step(new ApplierInput.NodeOpened(opening), 2);
        core.Step(new ApplierInput.LogVerified(), 3);
        var effects = core.Step(new ApplierInput.EventsRead(EventBlocks.Of(log.Events)), 4);
        return (
            core,
            effects.OfType<ApplierEffect.ApplyBatch>().Single().Batch,
            effects.OfType<ApplierEffect.PrepareBatch>().Single().Batch
        );
    }

    [Fact]
    public void Step_TrustedChangeNodeCannotTake_AppliesWhatComesBeforeAndHaltsThere()
    {
        var log = new LogScript().Lone("a").Lone("b").Lone("c").Lone("d");
        var node = new FakeNode
        {
            FaultAt = (point, transaction) =>
                point == "apply" && transaction!.Sequence == 2 ? Fault(transient: false) : null,
        };

        var simulation = new CoreSimulation(log, node, new Random(1));
        simulation.Run(200);

        Assert.Equal(["0=a", "1=b"], node.Applied);
        Assert.Equal(NodeState.Halted, simulation.Report!.State);
        Assert.Contains("At sequence 2: ", simulation.Report.Reason, StringComparison.Ordinal);
        Assert.Contains("broken disk", simulation.Report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_FaultOfTheLog_AppliesWhatComesBeforeAndHaltsThere()
    {
        var log = new LogScript().Lone("a").Begin(7).End(7, 5, 9).Lone("d");
        var node = new FakeNode();

        var simulation = new CoreSimulation(log, node, new Random(1));
        simulation.Run(200);

        Assert.Equal(["0=a"], node.Applied);
        Assert.Equal(NodeState.Halted, simulation.Report!.State);
        Assert.Contains("offset 2", simulation.Report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_PositionOfOtherRecord_HaltsBeforeApplying()
    {
        var log = new LogScript().Lone("a").Lone("b");
        var node = new FakeNode { Position = new NodePosition(0, 1, 0, new RecordFingerprint(7)) };

        var simulation = new CoreSimulation(log, node, new Random(1));
        simulation.Run(200);

        Assert.Empty(node.Applied);
        Assert.Equal(NodeState.Halted, simulation.Report!.State);
    }

    [Fact]
    public void Step_RecordsWithoutEffect_MoveThePositionInFewCommits()
    {
        var log = new LogScript();
        for (var i = 0; i < 500; i++)
        {
            log.Heartbeat();
        }

        var node = new FakeNode();
        new CoreSimulation(log, node, new Random(1)).Run();

        Assert.Equal(499, node.Position.LastAppliedSequence);
        Assert.InRange(node.Commits, 1, 5);
    }

    private static NodeFaultException Fault(bool transient) => new("broken disk", "mend it", transient, "XX000");
}
