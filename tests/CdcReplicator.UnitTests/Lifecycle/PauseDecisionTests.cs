using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using Xunit;

namespace CdcReplicator.UnitTests.Lifecycle;

/// <summary>A pause or a resume is given only for a node that it changes.</summary>
public sealed class PauseDecisionTests
{
    [Theory]
    [InlineData("running", null, "does not say that it is paused")]
    [InlineData("paused", "is paused already, at sequence 5000000017", null)]
    [InlineData("dead", null, "does not say that it is paused")]
    [InlineData("stranger", "Name one of: dead, paused, running.", "Name one of: dead, paused, running.")]
    public void Problem_OfANode_IsNamedWithTheWayOn(string node, string? ofPause, string? ofResume)
    {
        AssertProblem(ofPause, PauseDecision.ProblemOfPause(Members(), node));
        AssertProblem(ofResume, PauseDecision.ProblemOfResume(Members(), node));
    }

    [Fact]
    public void ProblemOfPause_PausedAlready_EndsWithTheCommandThatResumes() =>
        Assert.EndsWith(
            "cdc-replicator resume paused --reason '...'",
            PauseDecision.ProblemOfPause(Members(), "paused"),
            StringComparison.Ordinal
        );

    private static void AssertProblem(string? expected, string? problem)
    {
        Assert.Equal(expected is null, problem is null);
        Assert.Contains(expected ?? "", problem ?? "", StringComparison.Ordinal);
    }

    private static MemberList Members() =>
        new(
            [Member("dead", 5_000_000_017, isAlive: false), Member("paused", 5_000_000_017), Member("running", null)],
            []
        );

    private static MemberView Member(string node, long? pausedAt, bool isAlive = true) =>
        new(
            new MemberStatus
            {
                NodeId = node,
                Kind = "sqlite",
                Endpoint = "there",
                ApplierId = "x",
                State = pausedAt is null ? NodeState.Active : NodeState.Paused,
                PausedAt = pausedAt,
                LastAppliedSequence = 1,
                RestartOffset = 2,
            },
            TimeSpan.Zero,
            isAlive
        );
}
