using CdcReplicator.Cli;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

/// <summary>Keys for orders that appliers have, as commands and <c>status</c> see them.</summary>
public sealed class OrderKeyCheckTests
{
    [Fact]
    public void Problem_AppliersWithoutKeysOrOfAnOlderVersion_IsNone()
    {
        MemberView[] members = [Member("a", []), Member("b", null)];

        Assert.Null(OrderKeyCheck.Problem(members, null));
        Assert.Null(OrderKeyCheck.Problem(members, "f1"));
    }

    [Fact]
    public void Problem_KeyOfAll_IsNone() =>
        Assert.Null(OrderKeyCheck.Problem([Member("a", ["f1", "f2"]), Member("b", ["f1"])], "f1"));

    [Fact]
    public void Problem_NoSignature_NamesNodesAndKeys()
    {
        var problem = OrderKeyCheck.Problem([Member("b", ["f1"]), Member("a", ["f1"]), Member("c", [])], null);

        Assert.StartsWith("Nodes 'a', 'b' count orders", problem, StringComparison.Ordinal);
        Assert.Contains("'f1'", problem, StringComparison.Ordinal);
        Assert.Contains("no signature", problem, StringComparison.Ordinal);
        Assert.Contains("--order-key", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Problem_KeyOfSomeOnly_NamesTheOthers()
    {
        var problem = OrderKeyCheck.Problem([Member("a", ["f1"]), Member("b", ["f2"])], "f1");

        Assert.StartsWith("Nodes 'b' count orders", problem, StringComparison.Ordinal);
        Assert.Contains("signed with f1", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Problem_DeadOrLeftMember_IsNone() =>
        Assert.Null(
            OrderKeyCheck.Problem(
                [Member("a", ["f1"]) with { IsAlive = false }, Member("b", ["f1"], NodeState.Left)],
                null
            )
        );

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 1)]
    [InlineData("f1", 0)]
    [InlineData("f1,f2", 1)]
    public void DifferingOrderKeys_OneApplierWithOthers_IsNamedUnlessItDoesNotSay(string? other, int sentences)
    {
        var keys = other?.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var around = new MemberSurroundings(new LogBounds(0, 100, 0, 50_000), 60_000);
        MemberReport[] members =
        [
            MemberReport.Of(Member("a", ["f1"]), around),
            MemberReport.Of(Member("b", keys), around),
        ];

        var said = SourceSections.DifferingOrderKeys(members).ToList();

        Assert.Equal(sentences, said.Count);
        Assert.All(said, text => Assert.Contains("a have f1", text, StringComparison.Ordinal));
        Assert.Equal(sentences == 0, new ClusterReport("log", "id", 0, 100, members).Healthy);
    }

    private static MemberView Member(string node, IReadOnlyList<string>? keys, NodeState state = NodeState.Active) =>
        new(
            new MemberStatus
            {
                NodeId = node,
                Kind = "sqlite",
                Endpoint = "there",
                ApplierId = "one",
                State = state,
                LastAppliedSequence = 99,
                RestartOffset = 100,
                OrderKeys = keys,
            },
            TimeSpan.Zero,
            IsAlive: true
        );
}
