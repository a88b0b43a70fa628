using CdcReplicator.Applier;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class NodeStateDecisionTests
{
    private const long LagBound = 10_000;

    [Theory]
    [InlineData(0L, true, false, false, NodeState.Active)]
    [InlineData(10_000L, true, false, false, NodeState.Active)] // behind, but within the bound
    [InlineData(10_001L, true, false, false, NodeState.CatchingUp)]
    [InlineData(10_001L, true, false, true, NodeState.Lagging)]
    [InlineData(0L, true, true, true, NodeState.Seeding)]
    [InlineData(null, true, false, false, NodeState.CatchingUp)] // unknown lag is infinite
    [InlineData(null, true, false, true, NodeState.Lagging)]
    [InlineData(1L, false, false, false, NodeState.CatchingUp)] // what was there before may have waited for days
    public void Decide_Facts_GiveState(
        long? lag,
        bool hasReachedFirstEnd,
        bool snapshots,
        bool wasLevel,
        NodeState expected
    ) => Assert.Equal(expected, NodeStateDecision.Decide(lag, hasReachedFirstEnd, snapshots, wasLevel, LagBound));
}
