using CdcReplicator.Router;
using Xunit;
using static CdcReplicator.NodeState;
using static CdcReplicator.Router.GateDecision;

namespace CdcReplicator.UnitTests.Router;

public class ReadGateTests
{
    /// <summary>State, alive, drained, within the lag limit, position, wanted, decision.</summary>
    public static IEnumerable<object[]> Cases =>
        new TheoryData<NodeState, bool, bool, bool, long, long, GateDecision>
        {
            { Active, true, false, true, 10, -1, Serves },
            { Active, true, false, true, 10, 10, Serves },
            { Active, true, false, true, 10, 11, TooFarBehind },
            { Active, true, false, true, -1, -1, Serves },
            { Active, true, false, true, -1, 0, TooFarBehind },
            { CatchingUp, true, false, true, 10, -1, Serves },
            { CatchingUp, true, false, true, 10, 11, TooFarBehind },
            { Lagging, true, false, true, 10, 10, Serves },
            { Active, false, false, true, 10, -1, HeartbeatLost },
            { Lagging, false, false, true, 10, 5, HeartbeatLost },
            { Active, true, true, true, 10, -1, Drained },
            { Active, true, true, true, 10, 10, Drained },
            { Active, false, true, true, 10, 10, Drained },
            { Active, true, false, false, 10, -1, BeyondLagLimit },
            { Active, true, false, false, 10, 10, BeyondLagLimit },
            // A preference never hides that a promise cannot be kept.
            { Active, true, false, false, 10, 11, TooFarBehind },
            { Joining, true, false, true, 10, -1, StateRefuses },
            { Seeding, true, false, true, 10, -1, StateRefuses },
            { Failed, true, false, true, 10, -1, StateRefuses },
            { Halted, true, false, true, 10, -1, StateRefuses },
            { Diverged, true, false, true, 10, -1, StateRefuses },
            { Diverged, true, true, true, 10, 10, StateRefuses },
            { Left, false, false, true, 10, -1, StateRefuses },
            { BehindRetention, true, false, true, 10, 10, StateRefuses },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    internal void Judge_Node_DecidesByFactsAlone(
        NodeState state,
        bool isAlive,
        bool isDrained,
        bool isWithin,
        long position,
        long wanted,
        GateDecision expected
    ) => Assert.Equal(expected, ReadGate.Judge(new GateFacts(state, isAlive, isDrained, isWithin, position), wanted));

    [Fact]
    public void IsInReadSet_EveryCombination_IsSoWithoutRegardToLag()
    {
        foreach (var state in Enum.GetValues<NodeState>())
        {
            foreach (var bits in Enumerable.Range(0, 8))
            {
                var (isAlive, isDrained, isWithin) = ((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
                var facts = new GateFacts(state, isAlive, isDrained, isWithin, 1);

                Assert.Equal(
                    state is Active or CatchingUp or Lagging && isAlive && !isDrained,
                    ReadGate.IsInReadSet(facts)
                );
            }
        }
    }
}
