using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class VerdictDocketTests
{
    private const long Patience = 2000;
    private static readonly Dictionary<string, Divergence> Nothing = [];
    private readonly VerdictDocket _docket = new("a");

    [Fact]
    public void Review_AllDecidedAlike_IsClosed()
    {
        Reject("a", 5);
        Reject("b", 5);

        Assert.Empty(Review(0, Member("a", 9), Member("b", 9)));
        Assert.True(_docket.IsEmpty);
    }

    [Fact]
    public void Review_OthersHaveNotDecided_IsKeptOpen()
    {
        Reject("a", 5);

        Assert.Empty(Review(0, Member("a", 9), Member("b", 4)));
        Assert.Equal([5L], Review(1, Member("a", 9), Member("b", 5)));
    }

    [Fact]
    public void Review_LivingMemberIsBehind_IsWaitedForAWhileOnly()
    {
        Reject("a", 5);
        MemberView[] members = [Member("a", 9), Member("b", 9), Member("c", 4)];

        Assert.Empty(Review(0, members));
        Assert.Empty(Review(Patience - 1, members));
        Assert.Equal([5L], Review(Patience, members));
    }

    [Fact]
    public void Review_DeadMemberIsBehind_IsNotWaitedFor()
    {
        Reject("a", 5);

        Assert.Equal([5L], Review(0, Member("a", 9), Member("b", 9), Member("c", 4, isAlive: false)));
    }

    [Fact]
    public void Review_Judged_OnlyAgainWhenMoreHaveDecided()
    {
        Reject("a", 5);
        Assert.Equal([5L], Review(0, Member("a", 9), Member("b", 9), Member("c", 4, isAlive: false)));
        _docket.NoteJudged(5, 2);

        Assert.Empty(Review(1, Member("a", 9), Member("b", 9), Member("c", 4, isAlive: false)));
        Assert.Equal([5L], Review(2, Member("a", 9), Member("b", 9), Member("c", 5)));
    }

    [Fact]
    public void Review_MemberThatDiffersSinceBefore_DoesNotCount()
    {
        Reject("b", 7);
        var findings = new Dictionary<string, Divergence> { ["b"] = Finding("b", true, 5) };

        Assert.Empty(_docket.Review([Member("a", 9), Member("b", 9)], findings, 0, Patience));
        Assert.True(_docket.IsEmpty);
    }

    [Fact]
    public void Review_OwnNodeFoundRightUpToThere_IsClosed()
    {
        Reject("a", 5);
        Reject("a", 8);
        var findings = new Dictionary<string, Divergence> { ["a"] = Finding("a", false, 5) };

        Assert.Equal([8L], _docket.Review([Member("a", 9), Member("b", 9)], findings, 0, Patience));
    }

    [Fact]
    public void Review_MemberOfAnEarlierVersion_IsNotCompared()
    {
        Reject("a", 5);

        Assert.Empty(Review(0, Member("a", 9), Member("b", 9, from: null)));
    }

    [Fact]
    public void Take_MoreThanAreKept_TheOldestGo()
    {
        for (var i = 0; i < 11; i++)
        {
            var part = Enumerable.Range(i * 10_000, 10_000).Select(n => Rejection(n)).ToList();
            _docket.Take(new NodeRejections("a", part));
        }

        var disputes = Review(0, Member("a", 200_000), Member("b", 200_000));

        Assert.Equal(VerdictDocket.MaxOpen, disputes.Count);
        Assert.Equal(10_000, disputes[0]);
    }

    private IReadOnlyList<long> Review(long now, params MemberView[] members) =>
        _docket.Review(members, Nothing, now, Patience);

    private void Reject(string node, long sequence) => _docket.Take(new NodeRejections(node, [Rejection(sequence)]));

    private static PublishedRejection Rejection(long sequence) =>
        new(sequence, "", new Rejection(RejectionReason.DuplicateKey, null, null, null, "x"));

    private static Divergence Finding(string node, bool isDiverged, long sequence) =>
        new(node, isDiverged, sequence, default, DivergenceFinder.Verdicts, "x");

    private static MemberView Member(string id, long position, bool isAlive = true, int? from = 0) =>
        new(
            new MemberStatus
            {
                NodeId = id,
                Kind = "sqlite",
                Endpoint = id,
                ApplierId = id,
                State = NodeState.Active,
                LastAppliedSequence = position,
                RestartOffset = position + 1,
                VerdictsFrom = from,
            },
            TimeSpan.Zero,
            isAlive
        );
}
