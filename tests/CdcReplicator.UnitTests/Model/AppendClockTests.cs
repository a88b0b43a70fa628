using System.Globalization;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Model;

public sealed class AppendClockTests
{
    private const long Hour = 3_600_000;
    private const long Year = 365 * 24 * Hour;

    [Theory]
    [InlineData("5", 0)]
    [InlineData("5 6 9", 4)]
    [InlineData("5 5 5", 0)]
    [InlineData("5 3 4", 1)] // Back: nothing. From there on as before.
    [InlineData("5 +y +y", 3_600_000)] // Years ahead: one step.
    [InlineData("5 +y 7 8", 3_600_001)] // And back.
    [InlineData("5 +y 7 +y 9", 7_200_000)] // Each time anew.
    [InlineData("-y 5 6", 3_600_001)] // It was behind, and was put right.
    [InlineData("5 7 -1 9 10", 3)] // One whose time is not known: neither to it nor from it.
    public void Pass_AppendTimes_CountsWhatPassed(string times, long expected)
    {
        var clock = new AppendClock(Hour);
        foreach (var time in times.Split(' '))
        {
            clock.Pass(At(Parse(time)));
        }

        Assert.Equal(expected, clock.Time);
    }

    [Fact]
    public void Pass_WithStateOfAnother_GoesOnAsThatWould()
    {
        long[] times = [10, 20, Year, Year + 5, 30, 31];
        var whole = new AppendClock(Hour);
        var parts = new AppendClock(Hour);
        long? last = null;
        foreach (var time in times)
        {
            whole.Pass(At(time));
            parts = new AppendClock(Hour, parts.Time, last);
            parts.Pass(At(time));
            last = time;
        }

        Assert.Equal(whole.Time, parts.Time);
    }

    private static long Parse(string time) =>
        time switch
        {
            "+y" => Year,
            "-y" => -Year,
            _ => long.Parse(time, CultureInfo.InvariantCulture),
        };

    private static LogRecord At(long time) => new(0, time, null, null, []);
}
