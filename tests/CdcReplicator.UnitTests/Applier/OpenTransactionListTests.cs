using CdcReplicator.Applier;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class OpenTransactionListTests
{
    [Fact]
    public void Of_Many_ListsTheOldestAndCountsTheRest()
    {
        var open = Enumerable.Range(0, 300).Reverse().Select(i => new OpenTransactionInfo("s", $"t{i}", i, 0, 1));

        var list = OpenTransactionList.Of([.. open]);

        Assert.Equal(OpenTransactionList.Listed + 1, list.Count);
        Assert.Contains("transaction t0 ", list[0], StringComparison.Ordinal);
        Assert.Equal("and 280 more", list[^1]);
    }

    [Fact]
    public void Of_Few_ListsThemAlone() =>
        Assert.Single(OpenTransactionList.Of([new OpenTransactionInfo("s", "t", 1, 0, 2)]));
}
