using System.Text;
using CdcReplicator.Applier;
using CdcReplicator.Client;
using CdcReplicator.Model;
using CdcReplicator.UnitTests.Applier;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

/// <summary>A publisher is told of a transaction what the nodes make of it, whatever the log holds.</summary>
public sealed class FateAgreementTests
{
    private const long Number = 5;
    private const int Logs = 3000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Observe_RandomLog_SaysWhatTheAssemblerMakesOfIt(int seed)
    {
        var random = new Random(seed);
        var decided = 0;
        for (var i = 0; i < Logs; i++)
        {
            var log = Make(random);
            var (isDecided, sequence) = Assembled(log);
            var fate = Tracked(log);

            Assert.True(
                isDecided == fate is not null && sequence == fate?.Sequence,
                $"log {i}: nodes {isDecided} {sequence}, publisher {fate}: {Text(log)}"
            );
            decided += isDecided ? 1 : 0;
        }

        Assert.InRange(decided, Logs / 4, Logs - (Logs / 10));
    }

    private static LogScript Make(Random random)
    {
        var log = new LogScript();
        var count = random.Next(1, 5);
        for (var i = random.Next(2, 12); i > 0; i--)
        {
            var place = random.Next(10) == 0 ? random.Next(0, 6) : random.Next(1, count + 1);
            var said = random.Next(12) == 0 ? random.Next(0, 6) : count;
            switch (random.Next(16))
            {
                case 0:
                    log.Abandon(Number);
                    break;
                case 1:
                    log.Control(WellKnown.AbandonMessage, "{}", LogScript.Publisher);
                    break;
                case 2:
                    log.Other(Message(WellKnown.AbandonMessage, place, said));
                    break;
                case 3:
                    log.Other(Message("note", place, said));
                    break;
                case 4:
                    log.Sdk(Number, 1, 1, "others");
                    break;
                case 5:
                    log.Wait(random.Next(2) == 0 ? 60_001 : 59_999);
                    break;
                default:
                    log.Sdk(Number, place, said);
                    break;
            }
        }

        return log;
    }

    private static MessageEvent Message(string prefix, long place, long count) =>
        new(
            prefix,
            Encoding.UTF8.GetBytes($$"""{"publisher":"{{LogScript.Publisher}}","number":{{Number}}}"""),
            new SourceInfo(WellKnown.SdkConnector, LogScript.Publisher, Number, null, SnapshotMark.None, 0),
            new TransactionBlock(new TransactionId($"{LogScript.Publisher}:{Number}"), place, count)
        );

    // Where nodes halt an operator skips the record, and the next one is taken.
    private static (bool IsDecided, long? Sequence) Assembled(LogScript log)
    {
        var start = new AssemblyStart(0, -1, 0);
        var settings = ClusterSettings.NewLog();
        var assembler = new TransactionAssembler(settings, start, long.MaxValue, new MemorySpool(log));
        foreach (var logEvent in log.Events)
        {
            try
            {
                var stamp = new PublisherStamp(LogScript.Publisher, PublisherKind.Consecutive, Number);
                if (assembler.Add(logEvent) is { } whole && whole.Transaction.Stamp == stamp)
                {
                    return (true, whole.Transaction.Control is null ? whole.Transaction.Sequence : null);
                }
            }
            catch (BrokenTransactionException)
            {
                assembler.Skip(logEvent);
            }
        }

        return (false, null);
    }

    private static TransactionFate? Tracked(LogScript log)
    {
        var settings = ClusterSettings.NewLog();
        var tracker = new FateTracker(LogScript.Publisher, Number, settings.TransactionTimeout);
        foreach (var logEvent in log.Events)
        {
            tracker.Pass(logEvent.Record);
            if (tracker.Observe(logEvent) is { } fate)
            {
                return fate;
            }
        }

        return null;
    }

    private static string Text(LogScript log) =>
        string.Join(
            ' ',
            log.Events.Select(e =>
            {
                var block = e.Other is MessageEvent message ? message.Transaction : e.Row.Transaction;
                var what = (e.Other as MessageEvent)?.Prefix ?? e.Row.Source.Name;
                return $"{what}:{block?.TotalOrder}/{block?.EventCount}@{e.Record.AppendTime}";
            })
        );
}
