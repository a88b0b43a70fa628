using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public class LagStandingTests
{
    private const long Unknown = long.MaxValue;
    private const long Second = 1000;

    private static readonly RoutingOptions Options = new()
    {
        LagLimit = 100,
        ReadmitBelow = 0.5,
        ReadmitAfter = TimeSpan.FromSeconds(10),
    };

    /// <summary>Lags seen one second apart, and whether the node counts as within after each (+ or -).</summary>
    [Theory]
    [InlineData("0 100", "++")]
    [InlineData("101 100 100", "---")]
    [InlineData("101 51 51", "---")]
    [InlineData("101 50", "-+")]
    [InlineData("101 50 100", "-++")]
    [InlineData("? 50", "-+")]
    [InlineData("50 ? 51 50", "+--+")]
    [InlineData("101 90 90 90 90 90 90 90 90 90 90 90", "-----------+")]
    [InlineData("101 90 90 90 90 90 101 90 90 90 90 90 90", "-------------")]
    public void Next_LagsOneAfterTheOther_ComesBackBelowTheFractionOrAfterAWhile(string lags, string expected)
    {
        LagStanding? standing = null;
        var seen = "";
        long now = 0;
        foreach (var lag in lags.Split(' '))
        {
            standing = LagStanding.Next(standing, LagOf(lag), Options, now += Second, Second);
            seen += standing.Value.IsWithin ? '+' : '-';
        }

        Assert.Equal(expected, seen);
    }

    [Fact]
    public void Next_LimitIsTheHighest_UnknownLagIsStillBeyond() =>
        Assert.False(LagStanding.Next(null, Unknown, Options with { LagLimit = long.MaxValue }, 0, Second).IsWithin);

    private static long LagOf(string text) =>
        text == "?" ? Unknown : long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
