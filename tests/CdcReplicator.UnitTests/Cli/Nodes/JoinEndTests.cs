using CdcReplicator.Cli;
using CdcReplicator.UnitTests.Router;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Cli.Nodes;

/// <summary>How a command that brings a node in ends, and what it prints meanwhile.</summary>
public sealed class JoinEndTests
{
    [Theory]
    [InlineData(NodeState.Joining, null)]
    [InlineData(NodeState.Seeding, null)]
    [InlineData(NodeState.CatchingUp, null)]
    [InlineData(NodeState.Failed, null)]
    [InlineData(NodeState.Active, 0)]
    [InlineData(NodeState.Lagging, 0)]
    [InlineData(NodeState.Halted, 1)]
    [InlineData(NodeState.Diverged, 4)]
    public void Of_State_EndsOnlyWhereNothingGoesOnByItself(NodeState state, int? code) =>
        Assert.Equal(code, JoinEnd.Of(MemberSamples.Member("a", 1, state).Status, standsBy: false)?.Code);

    [Fact]
    public void Of_AnotherApplierWorks_Fails() =>
        Assert.Equal(1, JoinEnd.Of(MemberSamples.Member("a", 1).Status, standsBy: true)?.Code);

    [Fact]
    public void Next_Seeding_PrintsPhasesAtOnceAndRowsOnceASecond()
    {
        var time = new FakeTimeProvider();
        var lines = new JoinLines(time);
        var copying = MemberSamples.Member("a", -1, NodeState.Seeding).Status with
        {
            Reason = "100 rows",
            Seed = new SeedReport { Donor = "b", Phase = "Copy" },
        };

        Assert.Equal("seeding: 100 rows", lines.Next(copying));
        Assert.Null(lines.Next(copying with { Reason = "200 rows" }));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("seeding: 300 rows", lines.Next(copying with { Reason = "300 rows" }));
        Assert.Equal(
            "seeding: keys",
            lines.Next(
                copying with
                {
                    Reason = "keys",
                    Seed = new SeedReport { Donor = "b", Phase = "Indexes" },
                }
            )
        );
    }
}
