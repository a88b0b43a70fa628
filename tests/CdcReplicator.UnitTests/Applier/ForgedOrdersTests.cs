using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>An applier over a log in which somebody gives orders who may give none.</summary>
public sealed class ForgedOrdersTests : IAsyncDisposable
{
    private readonly InMemoryChangeLog _log = new();
    private readonly List<WorkerRun> _runs = [];

    [Fact]
    public async Task Run_OrdersOfPublishersAndMalformedOnes_AreCountedBySourceAndHaltNobody()
    {
        await _log.AppendAsync(
            [
                TextDecoder.Row("shop", 1, 1, 1, "r1"),
                TextDecoder.Control(WellKnown.AbandonMessage, "not json", "shop"),
                TextDecoder.Control(WellKnown.AbandonMessage, """{"publisher":"shop","number":2}""", "other"),
                TextDecoder.Control(WellKnown.SkipMessage, """{"sequence":5}""", "other"),
                TextDecoder.Control(WellKnown.AbandonMessage, """{"publisher":"shop","number":9000000}""", "shop"),
                TextDecoder.Row("shop", 2, 1, 1, "r2"),
            ],
            default
        );

        var node = new FakeNode { Id = "a" };
        var status = await Start(node).UntilAsync(s => s.LastAppliedSequence == 5);

        Assert.Equal(["0=r1", "5=r2"], node.Applied);
        Assert.Equal(
            new Dictionary<string, long>
            {
                [AdaptedValues.IgnoredControls("shop")] = 2,
                [AdaptedValues.IgnoredControls("other")] = 2,
            },
            status.Adapted
        );
    }

    [Fact]
    public async Task Run_NumberOutOfReach_IsRejectedByNameAndTheNextGoesOn()
    {
        long[] numbers = [1, long.MaxValue, 2];
        foreach (var number in numbers)
        {
            await _log.AppendAsync([TextDecoder.Row("shop", number, 1, 1, $"r{number}")], default);
        }

        var node = new FakeNode { Id = "a" };
        var status = await Start(node).UntilAsync(s => s.LastAppliedSequence == 2);

        Assert.Equal(["0=r1", "2=r2"], node.Applied);
        Assert.Equal(1, status.Rejections[nameof(RejectionReason.NumberOutOfReach)]);
    }

    [Fact]
    public async Task Run_HaltedAndSkippedByAPublisher_StaysHaltedUntilTheOperatorSaysSo()
    {
        await _log.AppendAsync(
            [TextDecoder.Garbage(), TextDecoder.Control(WellKnown.SkipMessage, """{"sequence":0}""", "shop")],
            default
        );
        var run = Start(new FakeNode { Id = "a" });
        await run.UntilAsync(s => s.State == NodeState.Halted);
        await Task.Delay(300);

        Assert.Equal(NodeState.Halted, (await run.UntilAsync(_ => true)).State);
        await _log.AppendAsync([TextDecoder.Control(WellKnown.SkipMessage, """{"sequence":0}""")], default);
        await run.UntilAsync(s => s is { State: NodeState.Active, LastAppliedSequence: 2 });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _runs)
        {
            await run.DisposeAsync();
        }

        await _log.DisposeAsync();
    }

    private WorkerRun Start(FakeNode node)
    {
        var run = new WorkerRun(_log, node);
        _runs.Add(run);
        return run;
    }
}
