using CdcReplicator.Applier;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class LogCheckTests
{
    private static readonly LogRecord Record = new(10, 5, new byte[] { 1 }, new byte[] { 2 }, []);

    [Theory]
    [InlineData(-1, 0, 0, 0, false, null)] // new node, new log
    [InlineData(-1, 0, 0, 50, false, null)] // new node, log kept whole
    [InlineData(-1, 0, 7, 50, false, "retention")] // new node, log begins later
    [InlineData(10, 11, 0, 50, true, null)]
    [InlineData(10, 11, 0, 11, true, null)] // level
    [InlineData(10, 11, 0, 10, false, "recreated")] // fewer records than applied
    [InlineData(10, 11, 0, 0, false, "recreated")]
    [InlineData(10, 11, 11, 11, false, null)] // quiet log: everything applied has left retention
    [InlineData(10, 11, 12, 50, false, "retention")]
    [InlineData(10, 4, 5, 50, false, "retention")] // an open transaction has left retention
    public void CheckBounds_PositionAndLog_Decides(
        long sequence,
        long restart,
        long start,
        long end,
        bool compares,
        string? error
    )
    {
        var fingerprint = sequence < 0 ? (RecordFingerprint?)null : new RecordFingerprint(1);
        var position = new NodePosition(sequence, restart, 0, fingerprint);
        var bounds = new LogBounds(start, end, null, null);

        if (error is null)
        {
            Assert.Equal(compares, LogCheck.CheckBounds(position, bounds, "log"));
        }
        else
        {
            var mismatch = Assert.Throws<LogMismatchException>(() => LogCheck.CheckBounds(position, bounds, "log"));
            Assert.Contains(error, mismatch.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void CheckRecord_TheAppliedOne_Passes() =>
        LogCheck.CheckRecord(new NodePosition(10, 11, 0, RecordFingerprint.Of(Record)), Record, "log");

    public static IEnumerable<object[]> OtherRecords =>
        new TheoryData<LogRecord?>(
            null,
            Record with
            {
                Offset = 11,
            },
            Record with
            {
                AppendTime = 6,
            },
            Record with
            {
                Value = new byte[] { 3 },
            }
        );

    [Theory]
    [MemberData(nameof(OtherRecords))]
    internal void CheckRecord_AnyOther_IsMismatch(LogRecord? found) =>
        Assert.Throws<LogMismatchException>(() =>
            LogCheck.CheckRecord(new NodePosition(10, 11, 0, RecordFingerprint.Of(Record)), found, "log")
        );
}
