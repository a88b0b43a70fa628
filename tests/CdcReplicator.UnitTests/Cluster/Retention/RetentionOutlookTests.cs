using CdcReplicator.Cluster;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Cluster;

public sealed class RetentionOutlookTests
{
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;
    private const long Now = 100 * Day;

    /// <summary>1,000 records from offset 1000 on, the oldest ten days old.</summary>
    private static readonly LogBounds Log = new(1000, 2000, Now - (10 * Day), Now);

    [Theory]
    // A level node has all the time that the log keeps.
    [InlineData(2000, 0L, 14 * Day, 14 * Day)]
    // The oldest record it needs waits for three days.
    [InlineData(1700, 3 * Day, 14 * Day, 11 * Day)]
    [InlineData(1001, 13 * Day, 14 * Day, 4 * Day)] // never older than the oldest record kept
    [InlineData(1700, 3 * Day, 2 * Day, 0L)] // the log will delete it any moment
    [InlineData(999, 3 * Day, 14 * Day, 0L)] // it has
    [InlineData(1700, 3 * Day, null, null)] // nothing says that it goes
    public void Of_LogThatDeletesByAge_TellsWhatIsLeft(long restart, long? waits, long? keeps, long? left)
    {
        var need = new RetentionNeed(restart, restart - 1, waits, Now - (5 * Day));

        var outlook = RetentionOutlook.Of(need, Log, new LogRetention { AgeMilliseconds = keeps }, Now);

        Assert.Equal(left, outlook.MillisecondsLeft);
        Assert.Equal(2000 - restart, outlook.NeededRecords);
    }

    [Theory]
    // 1,000 bytes in ten days are 100 bytes a day; 300 of them are needed.
    [InlineData(1700, 1300L, 10 * Day)]
    [InlineData(1700, 400L, Day)]
    [InlineData(1700, 200L, 0L)]
    [InlineData(2000, 1000L, 10 * Day)] // it needs none
    public void Of_LogThatDeletesBySize_GoesByTheRateOfItsGrowth(long restart, long limit, long left)
    {
        var retention = new LogRetention { Bytes = limit, KeptBytes = 1000 };

        var outlook = RetentionOutlook.Of(new RetentionNeed(restart, restart - 1, 0, Now), Log, retention, Now);

        Assert.Equal(left, outlook.MillisecondsLeft);
        Assert.Equal(2000 - restart, outlook.NeededBytes);
    }

    [Theory]
    [InlineData(1000, 7 * Day)] // it has deleted what is older than ten days
    [InlineData(0, null)] // it has not deleted anything yet
    public void Of_LogThatDoesNotSayHowLargeItIs_GoesByWhatItHasDeleted(long start, long? left)
    {
        var log = Log with { StartOffset = start };

        var outlook = RetentionOutlook.Of(
            new RetentionNeed(1700, 1699, 3 * Day, Now),
            log,
            new LogRetention { Bytes = 1 },
            Now
        );

        Assert.Equal(left, outlook.MillisecondsLeft);
    }

    [Fact]
    public void Of_TransactionLongOpen_IsAsOldAsItsPlace()
    {
        var need = new RetentionNeed(1100, 1999, 0, Now);

        var outlook = RetentionOutlook.Of(need, Log, new LogRetention { AgeMilliseconds = 14 * Day }, Now);

        Assert.Equal(9 * Day, outlook.NeededMilliseconds);
        Assert.Equal(5 * Day, outlook.MillisecondsLeft);
    }

    [Theory]
    [InlineData(23 * Hour, 100, 14 * Day, true)]
    [InlineData(25 * Hour, 100, 14 * Day, false)]
    [InlineData(23 * Hour, 0, 14 * Day, false)] // level: all that comes is new
    [InlineData(23 * Hour, 100, 30 * Hour, false)] // half of what is kept is the floor of a short log
    [InlineData(14 * Hour, 100, 30 * Hour, true)]
    [InlineData(23 * Hour, 100, null, true)]
    [InlineData(null, 100, null, false)]
    public void IsNear_TimeLeft_WarnsBelowTheFloor(long? left, long records, long? keeps, bool near) =>
        Assert.Equal(
            near,
            new RetentionOutlook(left, records, null, 0).IsNear(new LogRetention { AgeMilliseconds = keeps })
        );

    [Fact]
    public void Of_DeadMember_AgesWithItsHeartbeat()
    {
        var status = new MemberStatus
        {
            NodeId = "a",
            Kind = "sqlite",
            Endpoint = "a",
            ApplierId = "x",
            State = NodeState.Active,
            LastAppliedSequence = 1699,
            RestartOffset = 1700,
            LagMilliseconds = 500,
        };
        var need = RetentionNeed.Of(new MemberView(status, TimeSpan.FromDays(2), IsAlive: false));

        Assert.Equal((2 * Day) + 500, need.AgeIn(Log, Now));
    }

    [Theory]
    [InlineData(1_800_000, "30 min")]
    [InlineData(5 * Hour, "5 h")]
    [InlineData(7 * Day, "7 days")]
    [InlineData(1500, "1.5 s")]
    public void Span_Time_IsSaidAsPeopleSayIt(long milliseconds, string said) =>
        Assert.Equal(said, RetentionWords.Span(milliseconds));
}
