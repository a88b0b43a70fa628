using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>
/// What somebody may mend from outside: looked at before halting, and every few seconds while halted.
/// </summary>
public sealed class ApplierHealingTests : IAsyncDisposable
{
    private static readonly ApplierSettings Fast = new() { LookInterval = 100 };

    private readonly InMemoryChangeLog _log = new();
    private readonly FakeNode _node = new();

    [Theory]
    [InlineData("open")]
    [InlineData("begin")]
    [InlineData("apply")]
    [InlineData("advance")]
    public async Task Run_MendedWhileHalted_GoesOnByItself(string point)
    {
        await AppendAsync(1, 3);
        var isBroken = true;
        _node.FaultAt = (at, transaction) =>
            isBroken && at == point && transaction?.Sequence is null or 1 ? Missing() : null;

        await using var run = new WorkerRun(_log, _node, Fast);
        var halted = await run.UntilAsync(s => s.State == NodeState.Halted);
        var openings = _node.Openings;
        await run.UntilAsync(_ => _node.Openings > openings + 3);
        isBroken = false;
        await run.UntilAsync(s => s is { State: NodeState.Active, LastAppliedSequence: 2, Reason: null });

        Assert.Contains("no table", halted.Reason, StringComparison.Ordinal);
        Assert.Contains("looks again every 0.1 s and then goes on by itself.", halted.Reason, StringComparison.Ordinal);
        Assert.Equal(["0=r1", "1=r2", "2=r3"], _node.Applied);
    }

    [Fact]
    public async Task Run_RowsThatAnEmptyLogExplains_AreWrittenDownBeforeTheNodeIsShownOpen()
    {
        var node = new FakeNode { RowsWithoutPosition = Missing() };
        await using var run = new WorkerRun(_log, node, new ApplierSettings { LookInterval = 60_000 });

        await run.UntilAsync(s => s.State == NodeState.Active);

        Assert.Equal((1, 1), (node.Openings, node.Looks));
    }

    [Fact]
    public async Task Run_RowsThatNoEmptyLogExplains_AreNotWrittenDown()
    {
        await AppendAsync(1, 1);
        var node = new FakeNode { RowsWithoutPosition = Missing() };
        await using var run = new WorkerRun(_log, node, Fast);

        await run.UntilAsync(s => s.State == NodeState.Halted);
        var openings = node.Openings;
        await run.UntilAsync(_ => node.Openings > openings + 2);

        Assert.Equal(0, node.Looks);
        Assert.Empty(node.Applied);
    }

    [Fact]
    public async Task Run_TablesChangeWhileItIsOpened_IsOpenedAgain()
    {
        var node = new FakeNode { RowsWithoutPosition = Missing() };
        node.Change();
        await using var run = new WorkerRun(_log, node, new ApplierSettings { LookInterval = 60_000 });

        await run.UntilAsync(s => s.State == NodeState.Active);

        Assert.Equal((2, 2), (node.Openings, node.Looks));
    }

    [Fact]
    public async Task Run_MendedBefore_IsNeverSeenHalted()
    {
        await AppendAsync(1, 1);
        var faults = 1;
        _node.FaultAt = (at, _) => at == "apply" && faults-- > 0 ? Missing() : null;

        await using var run = new WorkerRun(_log, _node, new ApplierSettings { LookInterval = 60_000 });
        var status = await run.UntilAsync(s => s.State is NodeState.Halted or NodeState.Active);

        Assert.Equal(NodeState.Active, status.State);
        Assert.Equal(["0=r1"], _node.Applied);
    }

    [Fact]
    public async Task Run_FaultThatDoesNotHeal_IsNotLookedAtAgain()
    {
        await AppendAsync(1, 1);
        _node.FaultAt = (at, _) => at == "apply" ? new NodeFaultException("damaged", "seed", false, "XX001") : null;

        await using var run = new WorkerRun(_log, _node, Fast);
        await run.UntilAsync(s => s.State == NodeState.Halted);
        await Task.Delay(400);

        Assert.Equal(1, _node.Openings);
    }

    [Fact]
    public async Task Run_SkipPublishedWhileItLooksAgain_IsFound()
    {
        await AppendAsync(1, 2);
        _node.FaultAt = (at, transaction) => at == "apply" && transaction!.Sequence == 0 ? Missing() : null;
        await using var run = new WorkerRun(_log, _node, Fast);
        await run.UntilAsync(s => s.State == NodeState.Halted);
        var openings = _node.Openings;
        await run.UntilAsync(_ => _node.Openings > openings + 2);

        await _log.AppendAsync([TextDecoder.Control(WellKnown.SkipMessage, """{"sequence":0}""")], default);
        await run.UntilAsync(s => s is { State: NodeState.Active, LastAppliedSequence: 2 });

        Assert.Equal(["1=r2"], _node.Applied);
    }

    [Fact]
    public async Task Run_TablesChangeWhileNothingHappens_ArePublishedAnew()
    {
        await using var run = new WorkerRun(_log, _node, Fast);
        await run.UntilAsync(s => s.State == NodeState.Active);
        var store = new TableStore(_log.Metadata);
        var before = await store.ReadAsync(default);
        var name = TableName.Parse("items");

        _node.Change(new TableDefinition(name, [], [], [], [], []));
        await run.UntilAsync(_ => store.ReadAsync(default).GetAwaiter().GetResult().ContainsKey(name));

        Assert.Empty(before);
        Assert.Equal(2, _node.Openings);
    }

    [Fact]
    public async Task Run_OpenedAgainWithTheSameTables_WritesNothingBesideTheLog()
    {
        await using var run = new WorkerRun(_log, _node, Fast);
        await run.UntilAsync(s => s.State == NodeState.Active);
        var version = Assert.Single(await _log.Metadata.ReadAsync("tables/", default)).Version;

        _node.Change();
        await run.UntilAsync(_ => _node.Openings > 1);
        await run.UntilAsync(s => s.State == NodeState.Active);

        Assert.Equal(version, Assert.Single(await _log.Metadata.ReadAsync("tables/", default)).Version);
    }

    [Fact]
    public void Step_HaltedByWhatMayHeal_StaysHaltedWhileItLooks()
    {
        var log = new LogScript().Lone("a").Lone("b");
        var node = new FakeNode
        {
            FaultAt = (point, transaction) => point == "apply" && transaction!.Sequence == 1 ? Missing() : null,
        };
        var simulation = new CoreSimulation(log, node, new Random(1)) { StopsWhenHalted = false };

        simulation.Run(400);

        Assert.True(node.Openings > 4, $"It was opened {node.Openings} times.");
        Assert.Equal(["0=a"], node.Applied);
        var fromHalted = simulation.Reports.SkipWhile(report => report.State != NodeState.Halted).ToList();
        Assert.NotEmpty(fromHalted);
        Assert.All(
            fromHalted,
            report => Assert.Equal((NodeState.Halted, fromHalted[0].Reason), (report.State, report.Reason))
        );
        Assert.All(fromHalted, report => Assert.Equal(1, report.HaltedAt));
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _log.DisposeAsync();
    }

    private static NodeFaultException Missing() =>
        new("This node has no table t.", "Create it.", isTransient: false, code: null) { MayHeal = true };

    private async Task AppendAsync(int from, int to)
    {
        for (var i = from; i <= to; i++)
        {
            await _log.AppendAsync([TextDecoder.Row("shop", i, 1, 1, $"r{i}")], default);
        }
    }
}
