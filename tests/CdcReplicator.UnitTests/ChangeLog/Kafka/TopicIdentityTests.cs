using CdcReplicator.ChangeLog;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class TopicIdentityTests
{
    [Theory]
    [InlineData("a", "a", 1, null)]
    [InlineData(null, "a", 1, null)]
    [InlineData("a", null, 1, null)] // An old broker tells none.
    [InlineData("a", "b", 1, "created anew: its identity was a and is b")]
    [InlineData("a", "a", 2, "has 2 partitions")]
    public void Find_TopicSeen_NamesWhatIsWrong(string? expected, string? seen, int partitions, string? problem)
    {
        var found = TopicIdentity.Find("log", "shop.log", expected, new TopicSight(seen, partitions, 1, 1, true));

        Assert.Equal(problem is null, found is null);
        Assert.Contains(problem ?? "", found?.Problem ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Find_TopicGone_SaysSoAndBlessesNoOther()
    {
        var found = TopicIdentity.Find("log", "shop.log", "a", null);

        Assert.Contains("'shop.log' of 'log' was deleted", found!.Problem, StringComparison.Ordinal);
        Assert.Contains("new cluster under another name", found.Remedy, StringComparison.Ordinal);
    }
}
