using CdcReplicator.Lifecycle;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

/// <summary>A skip is given only for a place at which a node says that it is halted.</summary>
public sealed class SkipDecisionTests
{
    private const long Beyond32Bits = 5_000_000_017;

    [Fact]
    public void Problem_LiveNodeIsHaltedThere_IsNone() =>
        Assert.Null(SkipDecision.Problem([Halted("a", 17), Halted("b", Beyond32Bits)], Beyond32Bits, "x"));

    [Fact]
    public void Problem_NobodyIsHalted_SaysSo() =>
        Assert.StartsWith(
            "No node is halted",
            SkipDecision.Problem([Halted("a", 17, NodeState.Active)], 17, "x"),
            StringComparison.Ordinal
        );

    [Fact]
    public void Problem_HaltedElsewhere_NamesNodesSequencesAndTheCommand() =>
        Assert.Equal(
            "No live node says that it is halted at sequence 71: 'a' is halted at 17, "
                + $"'b' is halted at {Beyond32Bits}. "
                + @"Give instead: cdc-replicator skip 17 --reason 'it'\''s half'; or: "
                + $"cdc-replicator skip {Beyond32Bits} --reason "
                + @"'it'\''s half'. ",
            SkipDecision.Problem([Halted("b", Beyond32Bits), Halted("a", 17)], 71, "it's half")
        );

    [Fact]
    public void Problem_NodeThatDoesNotSayWhere_NamesForce()
    {
        var problem = SkipDecision.Problem([Halted("a", null)], 17, "x");

        Assert.Contains("'a' does not say where", problem, StringComparison.Ordinal);
        Assert.Contains("--force", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("Give instead", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Problem_DeadNodeWasHaltedThere_NamesForce()
    {
        var problem = SkipDecision.Problem([Halted("a", 17) with { IsAlive = false }, Halted("b", 18)], 17, "x");

        Assert.Contains("'a' was halted at 17", problem, StringComparison.Ordinal);
        Assert.Contains("cdc-replicator skip 18", problem, StringComparison.Ordinal);
        Assert.Contains("--force", problem, StringComparison.Ordinal);
    }

    private static MemberView Halted(string node, long? place, NodeState state = NodeState.Halted) =>
        new(
            new MemberStatus
            {
                NodeId = node,
                Kind = "sqlite",
                Endpoint = "there",
                ApplierId = "one",
                State = state,
                HaltedAt = place,
                LastAppliedSequence = 1,
                RestartOffset = 1,
            },
            TimeSpan.Zero,
            IsAlive: true
        );
}
