using System.Text;
using CdcReplicator.Client;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

/// <summary>
/// Each case is a log of one publisher's transaction number 5: <c>place/count@second</c>, <c>abandon</c>, one of
/// another connector or publisher, <c>message</c> with place and count, or <c>other@second</c>.
/// </summary>
public class FateTrackerTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("1/1@0", 0L)]
    [InlineData("1/2@0 2/2@0", 1L)]
    [InlineData("1/2@0 other@59 2/2@60", 2L)]
    [InlineData("1/2@0 2/2@61", null)]
    [InlineData("1/2@0 other@61 2/2@61", null)]
    [InlineData("1/2@0 2/2@61 1/2@62 2/2@62", 3L)]
    [InlineData("1/2@0 1/2@59 2/2@62", 2L)]
    [InlineData("1/3@0 2/3@0 1/3@5 2/3@5 3/3@5", 4L)]
    [InlineData("1/2@0 2/2@0 1/2@5 2/2@5", 1L)]
    [InlineData("2/2@0", null)]
    [InlineData("1/3@0 3/3@0", null)]
    [InlineData("1/1@0 abandon@1", 0L)]
    [InlineData("other@0", null)]
    [InlineData("1/2@0 message2/2@0", 1L)]
    [InlineData("1/3@0 2/2@0", null)]
    [InlineData("1/2@0 1/1@0", null)]
    [InlineData("1/3@0 2/2@0 2/3@0 3/3@0", 3L)]
    [InlineData("message1/1@0", 0L)]
    public void Observe_Log_GivesTheFirstCompletion(string log, long? sequence) =>
        Assert.Equal(sequence, Fate(log)?.Sequence);

    [Theory]
    [InlineData("abandon@0", true)]
    [InlineData("1/2@0 abandon@1 2/2@1", true)]
    [InlineData("abandon@0 1/1@1", true)]
    [InlineData("1/2@0", false)]
    [InlineData("1/1@0 abandon@1", false)]
    [InlineData("foreign-abandon@0 1/1@1", false)]
    [InlineData("others-abandon@0 1/1@1", false)]
    public void Observe_AbandonedFirst_HasNoEffect(string log, bool isAbandoned) =>
        Assert.Equal(isAbandoned, Fate(log) is { Sequence: null });

    private static TransactionFate? Fate(string log)
    {
        var tracker = new FateTracker("p", 5, Timeout);
        var offset = 0L;
        foreach (var text in log.Split(' '))
        {
            var (what, second) = (text.Split('@')[0], long.Parse(text.Split('@')[1], null));
            var record = new LogRecord(offset++, second * 1000, null, null, []);
            tracker.Pass(record);
            if (tracker.Observe(Event(what, record)) is { } fate)
            {
                return fate;
            }
        }

        return null;
    }

    private static LogEvent Event(string what, LogRecord record)
    {
        var source = new SourceInfo(WellKnown.SdkConnector, what == "other" ? "q" : "p", 5, null, SnapshotMark.None, 0);
        if (what.EndsWith("abandon", StringComparison.Ordinal))
        {
            var connector = what == "foreign-abandon" ? "postgresql" : WellKnown.SdkConnector;
            var name = what == "others-abandon" ? "q" : "p";
            source = new SourceInfo(connector, name, 5, null, SnapshotMark.None, 0);
            var content = Encoding.UTF8.GetBytes("""{"publisher":"p","number":5}""");
            return new LogEvent(record, new MessageEvent(WellKnown.AbandonMessage, content, source, null));
        }

        if (what.StartsWith("message", StringComparison.Ordinal))
        {
            return new LogEvent(record, new MessageEvent("note", [], source, Block(what["message".Length..])));
        }

        var change = new RowChange { Table = new TableName("public", "t"), Operation = ChangeOperation.Create };
        var block = what == "other" ? new TransactionBlock(new TransactionId("q:5"), 1, 1) : Block(what);
        return new LogEvent(record, new RowEvent(change, source, block));
    }

    private static TransactionBlock Block(string text) =>
        new(new TransactionId("p:5"), long.Parse(text.Split('/')[0], null), long.Parse(text.Split('/')[1], null));
}
