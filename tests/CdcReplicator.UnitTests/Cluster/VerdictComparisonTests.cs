using CdcReplicator.Cluster;
using Xunit;

namespace CdcReplicator.UnitTests.ChangeLog;

public sealed class VerdictComparisonTests
{
    [Theory]
    [InlineData("", "", false, null)]
    [InlineData("a", "", false, null)]
    [InlineData("a:DuplicateKey", "", false, "DuplicateKey")]
    [InlineData("a b c", "", false, null)]
    [InlineData("a:RowMissing b:RowMissing", "", false, "RowMissing")]
    [InlineData("a b c:RowMissing", "c", false, null)] // rejects what others accept
    [InlineData("a:RowMissing b c:RowMissing", "b", false, "RowMissing")] // accepts what others reject
    [InlineData("a b:RowMissing", "a b", true, null)]
    [InlineData("a:DuplicateKey b:RowMissing", "a b", true, null)] // a reason is part of the verdict
    [InlineData("a:DuplicateKey b:RowMissing c:RowMissing", "a", false, "RowMissing")]
    [InlineData("a b c:RowMissing d:RowMissing", "a b c d", true, null)]
    [InlineData("a b c:RowMissing d:DuplicateKey", "c d", false, null)]
    [InlineData("a b:RowMissing c:DuplicateKey", "a b c", true, null)]
    [InlineData("a b:Skipped", "b", false, null)] // who skipped it lacks it
    [InlineData("a b:Skipped c:Skipped", "a", false, "Skipped")]
    [InlineData("a:Skipped b:RowMissing c", "a b c", true, null)]
    public void Of_Verdicts_NamesTheOdd(string verdicts, string odd, bool isTie, string? prevailing)
    {
        var nodes = verdicts
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => text.Split(':'))
            .Select(part => new NodeVerdict(part[0], part.Length == 1 ? null : Enum.Parse<RejectionReason>(part[1])))
            .ToList();

        var comparison = VerdictComparison.Of(nodes);

        Assert.Equal(odd, string.Join(' ', comparison.Odd));
        Assert.Equal(isTie, comparison.IsTie);
        Assert.Equal(prevailing, comparison.Prevailing?.ToString());
    }

    [Theory]
    [InlineData(5, 10, 4, false)] // its rejections are kept from 5 on
    [InlineData(5, 10, 5, true)]
    [InlineData(5, 10, 10, true)]
    [InlineData(5, 10, 11, false)]
    [InlineData(null, 10, 7, false)]
    public void HasDecided_PositionAndFloor_Count(int? from, long position, long sequence, bool expected) =>
        Assert.Equal(
            expected,
            VerdictVoters.HasDecided(
                new MemberStatus
                {
                    NodeId = "a",
                    Kind = "sqlite",
                    Endpoint = "a",
                    ApplierId = "a",
                    State = NodeState.Active,
                    LastAppliedSequence = position,
                    RestartOffset = position + 1,
                    VerdictsFrom = from,
                },
                sequence
            )
        );

    [Theory]
    [InlineData(true, 7, 7, true)] // the difference itself is judged
    [InlineData(true, 7, 8, false)] // what follows may follow from it
    [InlineData(true, 7, 6, true)]
    [InlineData(false, 7, 7, false)] // found right up to there
    [InlineData(false, 7, 8, true)]
    public void Counts_Finding_SaysWhichVerdictsCount(bool isDiverged, long at, long sequence, bool expected) =>
        Assert.Equal(
            expected,
            VerdictVoters.Counts(new Divergence("a", isDiverged, at, default, DivergenceFinder.Verify, "x"), sequence)
        );
}
