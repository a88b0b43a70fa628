using CdcReplicator.Model;
using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public class ReadGateTests
{
    [Theory]
    [InlineData(NodeState.Active, true, 10, -1, GateDecision.Serves)]
    [InlineData(NodeState.Active, true, 10, 10, GateDecision.Serves)]
    [InlineData(NodeState.Active, true, 10, 11, GateDecision.TooFarBehind)]
    [InlineData(NodeState.CatchingUp, true, 10, -1, GateDecision.Serves)]
    [InlineData(NodeState.CatchingUp, true, 10, 11, GateDecision.TooFarBehind)]
    [InlineData(NodeState.Lagging, true, 10, 10, GateDecision.Serves)]
    [InlineData(NodeState.Active, false, 10, -1, GateDecision.HeartbeatLost)]
    [InlineData(NodeState.Lagging, false, 10, 5, GateDecision.HeartbeatLost)]
    [InlineData(NodeState.Active, true, -1, -1, GateDecision.Serves)]
    [InlineData(NodeState.Active, true, -1, 0, GateDecision.TooFarBehind)]
    [InlineData(NodeState.Joining, true, 10, -1, GateDecision.StateRefuses)]
    [InlineData(NodeState.Seeding, true, 10, -1, GateDecision.StateRefuses)]
    [InlineData(NodeState.Failed, true, 10, -1, GateDecision.StateRefuses)]
    [InlineData(NodeState.Halted, true, 10, -1, GateDecision.StateRefuses)]
    [InlineData(NodeState.Diverged, true, 10, -1, GateDecision.StateRefuses)]
    [InlineData(NodeState.Left, false, 10, -1, GateDecision.StateRefuses)]
    public void Judge_Member_DecidesByStateLifeAndPosition(
        NodeState state,
        bool isAlive,
        long applied,
        long wanted,
        GateDecision expected
    ) =>
        Assert.Equal(
            expected,
            ReadGate.Judge(new GateFacts(state, isAlive, IsDrained: false, IsWithinLagLimit: true, applied), wanted)
        );

    [Fact]
    public void Judge_EveryState_IsDecided() =>
        Assert.All(
            Enum.GetValues<NodeState>(),
            state =>
                ReadGate.Judge(new GateFacts(state, IsAlive: true, IsDrained: false, IsWithinLagLimit: true, 1), -1)
        );
}
