using CdcReplicator.Applier;
using CdcReplicator.Model;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>
/// Log servers take turns, and some of their clocks are years wrong. What nodes remember and drop must depend on
/// nothing but the log: not on where a node started to read, and not on how wrong a clock is.
/// </summary>
public sealed class WrongClockTests(ITestOutputHelper output)
{
    private const long Year = 365L * 24 * 3_600_000;
    private const int Logs = 200;
    private static readonly ClusterSettings Settings = ClusterSettings.NewLog();

    [Fact]
    public void Decide_ServersYearsApart_ForgetNobodyWithinTheHourAndAgreeWhereverTheyStart()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        for (var i = 0; i < Logs; i++)
        {
            var random = new Random(seed + i);
            var log = Make(random);

            var whole = Follow(log, _ => false);
            var restarted = Follow(log, _ => random.Next(3) == 0);

            Assert.Equal(whole, restarted);
            // Every number was sent twice, within an hour; each takes effect once.
            Assert.Equal(whole.Count, whole.Distinct().Count());
            Assert.Equal(log.Events.Count / 2, whole.Count);
        }
    }

    [Fact]
    public void Decide_ServerYearsAheadForAMoment_ForgetsNoOneTimePublisher()
    {
        var log = new LogScript().Sdk(1, 1, 1, "once-a");
        log.Wait(50 * Year).Sdk(1, 1, 1, "once-b").Wait(-50 * Year).Sdk(1, 1, 1, "once-a");

        Assert.Equal(["once-a:1/1", "once-b:1/1"], Follow(log, _ => false));
    }

    [Fact]
    public void Decide_ADayWithoutOneTimePublisher_ForgetsIt()
    {
        var log = new LogScript().Sdk(1, 1, 1, "once-a");
        for (var hour = 0; hour < 25; hour++)
        {
            log.Wait(3_600_000).Sdk(hour + 1, 1, 1, "named");
        }

        Assert.Equal(2, Follow(log.Sdk(1, 1, 1, "once-a"), _ => false).Count(text => text == "once-a:1/1"));
    }

    [Fact]
    public void Add_OpenWhileServerWasYearsAhead_IsAbandonedAMinuteLaterAllTheSame()
    {
        var log = new LogScript().Wait(50 * Year).Sdk(1, 1, 2, "dead");
        log.Wait(-50 * Year).Heartbeat().Wait(40_000).Heartbeat().Wait(40_000).Heartbeat().Sdk(1, 2, 2, "dead");

        Assert.Empty(log.Assemble());
    }

    [Fact]
    public void Add_OpenSinceServerWasYearsBehind_IsAbandonedOnceAndNotForEver()
    {
        var log = new LogScript().Sdk(1, 1, 2).Wait(50 * Year).Sdk(2, 1, 2).Wait(1000).Sdk(2, 2, 2);

        Assert.Equal(["2=shop:2/1,shop:2/2"], log.Assemble());
    }

    private static LogScript Make(Random random)
    {
        var log = new LogScript();
        long[] clocks = [0, 0, random.NextInt64(-20 * Year, 20 * Year), random.NextInt64(-90_000, 90_000)];
        var now = log.Time;
        var server = 0;
        var turns = 0;
        List<(string Publisher, long Number)> unanswered = [];
        var numbers = new Dictionary<string, long>();
        while (log.Events.Count < 200 || unanswered.Count > 0)
        {
            now += random.Next(0, 20_000);
            if (random.Next(20) == 0 && turns < 20)
            {
                server = random.Next(clocks.Length);
                turns++;
            }

            log.Time = now + clocks[server];
            if (unanswered.Count > 5 || log.Events.Count >= 200)
            {
                var (again, which) = unanswered[0];
                unanswered.RemoveAt(0);
                log.Sdk(which, 1, 1, again);
            }
            else
            {
                var publisher = $"once-{random.Next(4)}";
                var number = numbers[publisher] = numbers.GetValueOrDefault(publisher) + 1;
                unanswered.Add((publisher, number));
                log.Sdk(number, 1, 1, publisher);
            }
        }

        return log;
    }

    /// <summary>
    /// Rows that took effect, with a restart from the state a node would have stored wherever it is asked for.
    /// </summary>
    private static List<string> Follow(LogScript log, Func<long, bool> restartsAfter)
    {
        var position = NodePosition.Origin;
        var known = new Dictionary<string, PublisherProgress>();
        List<string> effects = [];
        while (true)
        {
            var assembler = new TransactionAssembler(
                Settings,
                AssemblyStart.At(position),
                long.MaxValue,
                new MemorySpool(log)
            );
            var ledger = new PublisherLedger(Settings, [.. known.Values]);
            var isRestarted = false;
            foreach (var logEvent in log.Events.Skip((int)position.RestartOffset))
            {
                if (assembler.Add(logEvent) is not { } whole)
                {
                    continue;
                }

                var decision = ledger.Decide(
                    whole.Transaction.Sequence,
                    whole.Transaction.Stamp!.Value,
                    whole.After.LogTime
                );
                if (decision.Progress is { } progress)
                {
                    known[progress.Publisher] = progress;
                    effects.Add(LogScript.Text(whole.Transaction.Rows.Single()));
                }

                position = whole.After.ToPosition();
                if (restartsAfter(position.LastAppliedSequence))
                {
                    isRestarted = true;
                    break;
                }
            }

            if (!isRestarted)
            {
                return effects;
            }
        }
    }
}
