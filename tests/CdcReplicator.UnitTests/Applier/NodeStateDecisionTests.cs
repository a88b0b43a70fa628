using CdcReplicator.Applier;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class NodeStateDecisionTests
{
    private const long LagBound = 10_000;

    [Theory]
    [InlineData(99, 50_000, 100L, 50_000L, false, false, NodeState.Active)]
    [InlineData(50, 45_000, 100L, 50_000L, false, false, NodeState.Active)] // behind, but within the bound
    [InlineData(50, 39_999, 100L, 50_000L, false, false, NodeState.CatchingUp)]
    [InlineData(50, 39_999, 100L, 50_000L, false, true, NodeState.Lagging)]
    [InlineData(99, 50_000, 100L, 50_000L, true, true, NodeState.Seeding)]
    [InlineData(99, 50_000, null, null, false, false, NodeState.CatchingUp)] // unknown lag is infinite
    [InlineData(99, 50_000, null, null, false, true, NodeState.Lagging)]
    [InlineData(-1, 0, 0L, null, false, false, NodeState.Active)] // empty log
    [InlineData(-1, 0, 5L, 3000L, false, false, NodeState.CatchingUp)]
    public void Decide_Facts_GiveState(
        long sequence,
        long logTime,
        long? end,
        long? endTime,
        bool snapshots,
        bool wasLevel,
        NodeState expected
    )
    {
        var position = new NodePosition(sequence, sequence + 1, logTime, null);
        var bounds = end is { } known ? new LogBounds(0, known, 0, endTime) : (LogBounds?)null;

        Assert.Equal(expected, NodeStateDecision.Decide(position, bounds, snapshots, wasLevel, LagBound));
    }
}
