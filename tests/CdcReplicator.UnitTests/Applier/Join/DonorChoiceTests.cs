using CdcReplicator.Applier;
using CdcReplicator.Nodes;
using Xunit;
using static CdcReplicator.UnitTests.Applier.Join.JoinSamples;

namespace CdcReplicator.UnitTests.Applier.Join;

/// <summary>Who becomes the donor of a new node, and whom it is compared with.</summary>
public sealed class DonorChoiceTests
{
    [Theory]
    [InlineData(NodeState.Active, true)]
    [InlineData(NodeState.Lagging, true)]
    [InlineData(NodeState.CatchingUp, false)]
    [InlineData(NodeState.Joining, false)]
    [InlineData(NodeState.Seeding, false)]
    [InlineData(NodeState.Failed, false)]
    [InlineData(NodeState.Halted, false)]
    [InlineData(NodeState.Diverged, false)]
    [InlineData(NodeState.Left, false)]
    public void Find_State_OnlyOneThatServes(NodeState state, bool expected) =>
        Assert.Equal(expected ? "a" : null, Find(Other("a", state)));

    [Fact]
    public void Find_DeadDrainedDifferingEmptyOrOfAnotherKind_IsNotTaken()
    {
        var differing = Other("d");
        DonorCandidate[] others =
        [
            new(Member("dead", NodeState.Active, 9, NodeKinds.Sqlite, isAlive: false)) { HasTables = true },
            Other("drained") with
            {
                IsDrained = true,
            },
            differing with
            {
                Member = differing.Member with { Status = differing.Member.Status with { DiffersFrom = 3 } },
            },
            Other("empty") with
            {
                HasTables = false,
            },
            Other("postgres", kind: NodeKinds.Postgres),
        ];

        Assert.Null(Find(others));
        var why = DonorChoice.WhyNone(NewNode(), others);
        Assert.Contains("dead: its applier gives no sign of life", why, StringComparison.Ordinal);
        Assert.Contains("drained: it is drained", why, StringComparison.Ordinal);
        Assert.Contains("empty: it has published no table", why, StringComparison.Ordinal);
        Assert.DoesNotContain("postgres", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_Several_TakesTheLeastLag() =>
        Assert.Equal("b", Find(Other("a", applied: 3), Other("b", applied: 9), Other("c", applied: 5)));

    [Fact]
    public void Find_OneHasFailed_TakesAnotherAndComesBackToIt()
    {
        var failed = Other("a") with { FailedAt = 5 };

        Assert.Equal("b", Find(failed, Other("b", applied: 1)));
        Assert.Equal("a", Find(failed, Other("b", applied: 1) with { FailedAt = 6 }));
    }

    [Fact]
    public void Find_NamedOne_IsTakenWhateverItsKindAndNoOther()
    {
        var postgres = Other("p", kind: NodeKinds.Postgres);

        Assert.Equal("p", DonorChoice.Find(NewNode(from: "p"), [Other("a"), postgres], Log())?.NodeId);
        Assert.Null(DonorChoice.Find(NewNode(from: "p"), [Other("a")], Log()));
    }

    [Fact]
    public void Partner_Several_DonorThenKindThenAnyAndNeverOneThatDoesNotServe()
    {
        DonorCandidate[] others = [Other("p", kind: NodeKinds.Postgres), Other("b"), Other("donor")];

        Assert.Equal("donor", ProofPartner.Find("donor", NodeKinds.Sqlite, others)?.NodeId);
        Assert.Equal("b", ProofPartner.Find("gone", NodeKinds.Sqlite, others)?.NodeId);
        Assert.Equal("p", ProofPartner.Find("gone", NodeKinds.Sqlite, [others[0]])?.NodeId);
        Assert.Equal(
            "b",
            ProofPartner.Find("donor", NodeKinds.Sqlite, [others[1], others[2] with { FailedAt = 1 }])?.NodeId
        );
        Assert.Null(ProofPartner.Find("donor", NodeKinds.Sqlite, [Other("donor", NodeState.Joining)]));
        Assert.Null(ProofPartner.Find("donor", NodeKinds.Sqlite, [Other("donor", NodeState.Diverged)]));
    }

    private static string? Find(params DonorCandidate[] others) => DonorChoice.Find(NewNode(), others, Log())?.NodeId;
}
