using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cli;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class VerifyFindingsTests
{
    private const string Table = "public.accounts";

    [Fact]
    public void Differences_ChangedRow_NamesTableAndKey()
    {
        var difference = Assert.Single(
            VerifyFindings.Differences(
                [new BucketRef(Table, 3)],
                [Answer("a", ("{\"id\":1}", "aa")), Answer("b", ("{\"id\":1}", "bb"))]
            )
        );

        Assert.Equal("public.accounts: {\"id\":1} differs.", difference);
    }

    [Fact]
    public void Differences_MissingRow_NamesTheNodeThatLacksIt()
    {
        var difference = Assert.Single(
            VerifyFindings.Differences([new BucketRef(Table, 3)], [Answer("a", ("{\"id\":1}", "aa")), Answer("b")])
        );

        Assert.Equal("public.accounts: {\"id\":1} missing on b.", difference);
    }

    [Fact]
    public void Differences_MissingTable_NamesTheNodeThatLacksIt()
    {
        var difference = Assert.Single(
            VerifyFindings.Differences([new BucketRef(Table, 3)], [Answer("a"), new NodeDigest("c", "b", 1, null, [])])
        );

        Assert.Equal("public.accounts: missing on b.", difference);
    }

    [Fact]
    public void Problems_NoAnswerAndError_AreNeverEqual()
    {
        var problems = VerifyFindings.Problems(
            [Member("a", true), Member("b", true), Member("c", false)],
            [Answer("a") with { Error = "disk full" }]
        );

        Assert.Equal(3, problems.Count);
        Assert.Contains("disk full", problems[0], StringComparison.Ordinal);
        Assert.Contains("no answer in time", problems[1], StringComparison.Ordinal);
        Assert.Contains("dead", problems[2], StringComparison.Ordinal);
    }

    private static NodeDigest Answer(string node, params (string Key, string Digest)[] rows) =>
        new(
            "c",
            node,
            1,
            null,
            [new TableDigest(Table, [], [.. rows.Select(row => new KeyedDigest(row.Key, row.Digest))], false)]
        );

    private static MemberView Member(string node, bool alive) =>
        new(
            new MemberStatus
            {
                NodeId = node,
                Kind = "sqlite",
                Endpoint = node,
                ApplierId = node,
                State = NodeState.Active,
                LastAppliedSequence = 0,
                RestartOffset = 1,
            },
            TimeSpan.Zero,
            alive
        );
}
