using CdcReplicator.Cluster;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Cluster;

public sealed class SchemaChangePlanTests
{
    private static readonly SchemaScript Postgres = new("postgres", ["A"], false);
    private static readonly SchemaScript Sqlite = new("sqlite", ["A"], false);

    [Fact]
    public void Of_MembersOfOneVersion_ChangesFromThatVersion()
    {
        var plan = SchemaChangePlan.Of([Member("b", 3), Member("a", 3)], "d", [Postgres], "id");

        Assert.Empty(plan.Problems);
        Assert.Equal((3, 4), (plan.Change!.Before, plan.Change.After));
        Assert.Equal(["a", "b"], plan.Nodes);
    }

    [Fact]
    public void Of_DeadMemberThatIsLate_MakesTheChangeLater()
    {
        var plan = SchemaChangePlan.Of([Member("a", 3), Member("b", 2, isAlive: false)], "d", [Postgres], "id");

        Assert.Equal(3, plan.Change!.Before);
        Assert.Equal(["b"], plan.Away);
    }

    [Fact]
    public void Of_WhatIsAgainstIt_IsNamed()
    {
        AssertProblem([], [Postgres], "no members");
        AssertProblem([Member("a", 1), Member("b", 1, kind: "sqlite")], [Postgres], "--kind sqlite=FILE");
        AssertProblem([Member("a", 1), Member("b", 2)], [Postgres], "Node a is late");
        AssertProblem([Member("a", 1), Member("b", null)], [Postgres], "Node b does not tell");
        AssertProblem([Member("a", 1, state: NodeState.Halted)], [Postgres], "Node a is halted");
        AssertProblem(
            [Member("a", 1)],
            [Postgres with { Statements = [new string('x', SchemaChangeReading.MaxBytes)] }, Sqlite],
            "Divide"
        );
    }

    [Theory]
    [InlineData(7L, 9, NodeState.Active, true, SchemaChangeFate.Done)]
    [InlineData(8L, 9, NodeState.Active, true, SchemaChangeFate.Past)]
    [InlineData(5L, 9, NodeState.Active, true, SchemaChangeFate.PassedOver)]
    [InlineData(null, 7, NodeState.Active, true, SchemaChangeFate.PassedOver)]
    [InlineData(null, 6, NodeState.Active, true, SchemaChangeFate.Waiting)]
    [InlineData(null, 6, NodeState.Migrating, true, SchemaChangeFate.Waiting)]
    [InlineData(null, 6, NodeState.Halted, true, SchemaChangeFate.Halted)]
    [InlineData(null, 6, NodeState.Halted, false, SchemaChangeFate.Away)]
    internal void Of_Heartbeat_SaysWhatHasBecomeOfTheChange(
        long? changed,
        long applied,
        NodeState state,
        bool isAlive,
        SchemaChangeFate fate
    )
    {
        var member = Member("a", 1, isAlive, state: state);
        member = member with
        {
            Status = member.Status with { SchemaSequence = changed, LastAppliedSequence = applied },
        };

        Assert.Equal(fate, SchemaChangeOutcome.Of(member, 7).Fate);
    }

    [Fact]
    public void Of_NodeThatHasNotReadItsNewTables_IsWaitedFor()
    {
        var member = Member("a", version: null);
        member = member with { Status = member.Status with { LastAppliedSequence = 9 } };

        Assert.Equal(SchemaChangeFate.Waiting, SchemaChangeOutcome.Of(member, 7).Fate);
    }

    private static void AssertProblem(MemberView[] members, SchemaScript[] scripts, string named)
    {
        var plan = SchemaChangePlan.Of(members, "d", scripts, "id");
        Assert.Null(plan.Change);
        Assert.Contains(plan.Problems, problem => problem.Contains(named, StringComparison.Ordinal));
    }

    private static MemberView Member(
        string node,
        long? version,
        bool isAlive = true,
        string kind = "postgres",
        NodeState state = NodeState.Active
    ) =>
        new(
            new MemberStatus
            {
                NodeId = node,
                Kind = kind,
                Endpoint = "e",
                ApplierId = "i",
                State = state,
                LastAppliedSequence = 5,
                RestartOffset = 6,
                SchemaVersion = version,
            },
            TimeSpan.Zero,
            isAlive
        );
}
