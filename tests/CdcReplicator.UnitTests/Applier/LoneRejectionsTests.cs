using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class LoneRejectionsTests
{
    private const long Patience = 2000;
    private readonly LoneRejections _lone = new("a");
    private readonly Dictionary<string, Divergence> _findings = new(StringComparer.Ordinal);

    [Fact]
    public void Count_NothingComparedYetOrNobodyThere_IsUnknown()
    {
        Assert.Null(_lone.Count);
        Review(0, Member("b", 5));
        Assert.Null(_lone.Count);

        _lone.Begin(0);
        Review(0, Member("a", 5));
        Assert.Null(_lone.Count);
        Review(0, Member("a", 5), Member("b", 5));
        Assert.Equal(0, _lone.Count);
        _lone.Lose();
        Assert.Null(_lone.Count);
    }

    [Fact]
    public void Count_AllOthersDiffer_IsUnknown()
    {
        _lone.Begin(0);
        _findings["b"] = new Divergence("b", true, 2, DateTimeOffset.UnixEpoch, DivergenceFinder.Verify, "why");

        Review(0, Member("b", 5));

        Assert.Null(_lone.Count);
    }

    [Theory]
    [InlineData("b+ c+", 1)]
    [InlineData("b+ c-", 0)]
    [InlineData("b- c-", 0)]
    [InlineData("b+", 1)]
    public void Judge_Verdicts_CountsWhatMostOfTheOthersAccepted(string others, long count)
    {
        _lone.Begin(0);
        Take(3);
        Assert.Equal([3L], Review(0, Member("b", 5), Member("c", 5)));

        _lone.Judge(
            3,
            [
                new NodeVerdict("a", RejectionReason.RowMissing),
                .. others
                    .Split(' ')
                    .Select(other => new NodeVerdict(
                        other[..1],
                        other[1] == '+' ? null : RejectionReason.DuplicateKey
                    )),
            ]
        );

        Assert.Equal(count, _lone.Count);
        Assert.Empty(Review(0, Member("b", 5), Member("c", 5)));
    }

    [Fact]
    public void Review_OthersHaveNotDecidedYet_WaitsForThoseThatLiveAWhile()
    {
        _lone.Begin(0);
        Take(3);

        Assert.Empty(Review(0, Member("b", 2)));
        Assert.Empty(Review(10_000, Member("b", 5), Member("c", 2)));
        Assert.Equal([3L], Review(10_000, Member("b", 5), Member("c", 2, isAlive: false)));
        Assert.Equal([3L], Review(10_000 + Patience, Member("b", 5), Member("c", 2)));
        Assert.True(_lone.HasOpen);
    }

    [Fact]
    public void Take_OfBeforeThisApplier_IsNotCounted()
    {
        Take(3);
        _lone.Begin(4);
        Take(2);
        Take(5);

        Assert.Equal([5L], Review(0, Member("b", 9)));
    }

    [Fact]
    public void Take_MoreThanAreKept_TheCountIsUnknownFromThenOn()
    {
        _lone.Begin(0);
        for (var sequence = 0; sequence <= LoneRejections.MaxOpen; sequence++)
        {
            Take(sequence);
        }

        Review(0, Member("b", -1));

        Assert.Null(_lone.Count);
    }

    private IReadOnlyList<long> Review(long now, params MemberView[] members) =>
        _lone.Review(members, _findings, now, Patience);

    private void Take(long sequence) =>
        _lone.Take(
            new NodeRejections(
                "a",
                [
                    new PublishedRejection(
                        sequence,
                        "",
                        new Rejection(RejectionReason.RowMissing, null, null, null, "gone")
                    ),
                ]
            )
        );

    private static MemberView Member(string id, long applied, bool isAlive = true) =>
        new(
            new MemberStatus
            {
                NodeId = id,
                Kind = "sqlite",
                Endpoint = id,
                ApplierId = id,
                State = NodeState.Active,
                LastAppliedSequence = applied,
                RestartOffset = applied + 1,
                VerdictsFrom = 0,
            },
            TimeSpan.Zero,
            isAlive
        );
}
