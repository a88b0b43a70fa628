using CdcReplicator.Applier;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Applier.Join;

/// <summary>What is shown of a node that is being filled.</summary>
public sealed class SeedShownTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Of_Copy_HasRateAndTimeLeftOfThisTryAlone()
    {
        var shown = new SeedShown("a");
        shown.Of(At(SeedPhase.Copy, 1000), Start);

        var standing = shown.Of(At(SeedPhase.Copy, 3000), Start.AddSeconds(2));

        Assert.Equal((1000, 7), (standing.Seed!.RowsPerSecond, standing.Seed.SecondsLeft));
        Assert.Equal(
            "Filled from 'a': rows are copied, table 1 of 2 (public.t), 3,000 of about 10,000 rows, 1,000 rows/s, "
                + "about 7 s left",
            standing.Text
        );
    }

    [Theory]
    [InlineData("Schema")]
    [InlineData("Check")]
    [InlineData("Indexes")]
    [InlineData("Finish")]
    public void Of_OtherPhase_SaysNoTimeLeft(string phase)
    {
        var standing = new SeedShown("a").Of(At(Enum.Parse<SeedPhase>(phase), 0), Start);

        Assert.Equal(
            (phase, null, null),
            (standing.Seed!.Phase, standing.Seed.RowsPerSecond, standing.Seed.SecondsLeft)
        );
    }

    [Fact]
    public void Of_NothingCopiedYet_IsNoRate() =>
        Assert.Null(new SeedShown("a").Of(At(SeedPhase.Copy, 0), Start).Seed!.RowsPerSecond);

    private static SeedProgress At(SeedPhase phase, long rows) =>
        new(phase, Start)
        {
            Table = TableName.Parse("t"),
            TablesDone = 1,
            Tables = 2,
            RowsDone = rows,
            Rows = 10_000,
        };
}
