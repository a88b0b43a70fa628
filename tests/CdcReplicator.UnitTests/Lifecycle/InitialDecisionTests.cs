using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.UnitTests.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Lifecycle;

/// <summary>Whether a node's content may begin a log.</summary>
public sealed class InitialDecisionTests
{
    [Theory]
    [InlineData(0, "", null, null)]
    [InlineData(0, "a", null, null)]
    [InlineData(0, "b", null, "has a member 'b' already")]
    [InlineData(0, "", false, "is not all in the log")]
    [InlineData(3, "", false, "is not all in the log")]
    [InlineData(3, "", true, "began with the content of 'a' already")]
    [InlineData(3, "", null, "The log is not empty")]
    public void Problem_OfTheCluster_IsNamed(long end, string member, bool? isWhole, string? expected)
    {
        MemberView[] members = member.Length == 0 ? [] : [MemberSamples.Member(member, applied: -1)];
        var said = isWhole is { } whole ? new InitialContent("a", whole, DateTimeOffset.UnixEpoch) : null;

        AssertIs(expected, InitialDecision.Problem("a", new LogBounds(0, end, null, null), members, said));
    }

    [Theory]
    [InlineData(-1, true, null)]
    [InlineData(4, true, "has a position already")]
    [InlineData(-1, false, "Tables without a key cannot be published")]
    public void Problem_OfTheNode_IsNamed(long applied, bool hasKey, string? expected)
    {
        ColumnDefinition[] columns = [new("id", new ColumnType(ColumnKind.Int32, "int4"), false)];
        var table = new TableDefinition(TableName.Parse("t"), columns, hasKey ? ["id"] : [], [], [], []);
        var position = NodePosition.Origin with { LastAppliedSequence = applied };

        AssertIs(expected, InitialDecision.Problem(new NodeOpening(position, [], [table])));
    }

    private static void AssertIs(string? expected, string? problem)
    {
        Assert.Equal(expected is null, problem is null);
        Assert.Contains(expected ?? "", problem ?? "", StringComparison.Ordinal);
    }
}
