using CdcReplicator.Cluster;
using Xunit;
using static CdcReplicator.Cluster.ClaimJudgement;

namespace CdcReplicator.UnitTests.Cluster;

public sealed class ClaimDecisionTests
{
    /// <summary>Own version, claimant, its version, own name there, their name there, judgement.</summary>
    public static IEnumerable<object[]> Cases =>
        new TheoryData<long?, string, long, bool, bool, ClaimJudgement>
        {
            // A second applier of the same database.
            { 5, "other", 6, true, true, SameDatabase },
            // A copy, made before either of the two wrote its name.
            { 5, "other", 6, true, false, OtherDatabase },
            // A backup was put in place under this applier.
            { 5, "other", 6, false, false, Unsure },
            { 5, "other", 6, false, true, Unsure },
            // Its own claim, or one that came before: the earlier one judges.
            { 5, "self", 6, true, false, NotMine },
            { 5, "other", 4, true, false, NotMine },
            // It works on nothing.
            { null, "other", 6, true, false, NotMine },
            { null, "other", 6, false, false, NotMine },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    internal void Judge_Claim_IsDecidedByTheNamesInTheDatabase(
        long? own,
        string claimant,
        long version,
        bool hasOwn,
        bool hasTheirs,
        ClaimJudgement expected
    ) => Assert.Equal(expected, ClaimDecision.Judge("self", own, claimant, version, hasOwn, hasTheirs));

    [Fact]
    public void Judge_TwoThatClaimAtOnce_ExactlyOneIsRefused()
    {
        var first = ClaimDecision.Judge("a", 1, "b", 2, hasOwnName: true, hasTheirName: false);
        var second = ClaimDecision.Judge("b", 2, "a", 1, hasOwnName: true, hasTheirName: false);

        Assert.Equal((OtherDatabase, NotMine), (first, second));
    }
}
