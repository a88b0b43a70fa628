using CdcReplicator.ChangeLog;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>Log time as a function of what machines and wall clocks show.</summary>
public sealed class LogClockTests
{
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;
    private const long Wall = 1_800_000_000_000;

    [Fact]
    public void Adopt_FirstWriteOfALog_IsTheWallClock() =>
        Assert.Equal(
            Wall,
            LogClock.Adopt(null, 0, new MachineTime("a", 500), Wall, Day).TimeAt(new MachineTime("a", 500))
        );

    [Theory]
    [InlineData("the machine was off for eight hours", 8 * Hour, 8 * Hour)]
    [InlineData("the clock is right to the millisecond", 0, 0)]
    [InlineData("its battery is empty: the clock begins years ago", -9000 * Day, 0)]
    [InlineData("off for a month: half the publisher expiry", 30 * Day, 12 * Hour)]
    [InlineData("the clock is years ahead", 2000 * Day, 12 * Hour)]
    public void Adopt_AfterAStart_TakesTheWallClockWithinBounds(string why, long wallAhead, long expected)
    {
        const long last = Wall + 3 * Day;
        var before = new LogClock("a", Wall, Wall);

        var clock = LogClock.Adopt(before, last, new MachineTime("b", 7), last + wallAhead, Day);

        Assert.True(last + expected == clock.TimeAt(new MachineTime("b", 7)), why);
    }

    [Fact]
    public void Adopt_StartAfterStartWithAClockYearsAhead_NeverRunsFasterThanTwiceTheTimeThatPassed()
    {
        var time = Wall;
        LogClock? newest = null;
        for (var boot = 0; boot < 200; boot++)
        {
            var clock = LogClock.Adopt(newest, time, new MachineTime($"{boot}", 1000), Wall + 5000 * Day, Day);
            time = clock.TimeAt(new MachineTime($"{boot}", 1000 + Hour));
            newest = clock;
        }

        // 200 hours passed. The first start of a log without clocks (of an earlier program) may take half the expiry.
        Assert.InRange(time - Wall, 200 * Hour, 400 * Hour + 12 * Hour);
    }

    [Theory]
    [InlineData("a time in the future goes on from there", 2000 * Day)]
    [InlineData("another start moved log time ahead", 1)]
    public void Following_LogTimeIsAhead_GoesOnFromThereAndNeverStandsOrFalls(string why, long ahead)
    {
        var clock = new LogClock("a", Wall, Wall);
        var last = clock.TimeAt(new MachineTime("a", 1000)) + ahead;

        var following = clock.Following(last, new MachineTime("a", 1000));

        Assert.True(last == following.TimeAt(new MachineTime("a", 1000)), why);
        Assert.Equal(last + 50, following.TimeAt(new MachineTime("a", 1050)));
    }

    [Fact]
    public void Read_SystemClock_NeverFallsAndNamesOneStart()
    {
        var first = MachineClock.System.Read();
        var second = MachineClock.System.Read();

        Assert.Equal(first.Boot, second.Boot);
        Assert.InRange(second.Milliseconds - first.Milliseconds, 0, 60_000);
        Assert.InRange(first.Milliseconds, 1, long.MaxValue);
    }
}
