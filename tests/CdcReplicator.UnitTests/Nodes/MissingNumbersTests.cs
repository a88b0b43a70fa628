using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Nodes;

public sealed class MissingNumbersTests
{
    [Theory]
    [InlineData(0, "", "")]
    [InlineData(0, "4,7", "4,7")]
    [InlineData(3, "4,7", "<4,4,7")]
    [InlineData(3, "", "<4")]
    [InlineData(long.MaxValue - 1, "", "<9223372036854775807")]
    public void Format_ThenParse_GivesTheSame(long forgotten, string missing, string stored)
    {
        long[] numbers =
        [
            .. missing.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => long.Parse(n, null)),
        ];
        var progress = new PublisherProgress("p", PublisherKind.Consecutive, 9, numbers, 0)
        {
            ForgottenThrough = forgotten,
        };

        Assert.Equal(stored, MissingNumbers.Format(progress));
        var parsed = MissingNumbers.Parse(stored);
        Assert.Equal(numbers, parsed.Missing);
        Assert.Equal(forgotten, parsed.ForgottenThrough);
    }

    [Fact]
    public void Parse_FullListOfAnEarlierVersion_NothingIsKnownBelowIt()
    {
        var stored = string.Join(',', Enumerable.Range(5, PublisherMemory.MaxMissing));

        var (missing, forgotten) = MissingNumbers.Parse(stored);

        Assert.Equal(PublisherMemory.MaxMissing, missing.Count);
        Assert.Equal(4, forgotten);
    }
}
