using CdcReplicator.Cluster;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>
/// A node stops at an operator's pause: everything before it is applied, nothing after, through any restart, until it
/// is resumed.
/// </summary>
public sealed class PausedNodeTests
{
    private const string Node = "fake";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Step_RandomLogPausedAtARandomPlace_StopsThereAndGoesOnWhenResumed(int seed)
    {
        var random = new Random(seed);
        var log = RandomLog.Make(random);
        var (whole, pausedAt) = (log.Events.ToList(), random.Next(log.Events.Count));
        log = Rebuilt(whole, pausedAt, l => Pause(l));
        var node = new FakeNode();
        var expected = RandomLog.Expected(log);

        var simulation = new CoreSimulation(log, node, random) { Trouble = 0.02 };
        simulation.Run();

        Assert.Equal(expected.Where(text => SequenceOf(text) < pausedAt), node.Applied);
        Assert.Equal(pausedAt - 1, node.Position.LastAppliedSequence);
        Assert.Equal((NodeState.Paused, (long?)pausedAt), (simulation.Report!.State, simulation.Report.PausedAt));

        Resume(log).Heartbeat();
        simulation.GoOn();

        Assert.Equal(RandomLog.Expected(log), node.Applied);
        Assert.Equal(log.Events.Count - 1, node.Position.LastAppliedSequence);
        Assert.Null(simulation.Report.PausedAt);
    }

    [Fact]
    public void Step_KilledAtEveryStep_StopsAtThePauseAndEndsAlike()
    {
        var steps = int.MaxValue;
        for (var restart = 1; restart < steps; restart++)
        {
            // A transaction that is open at the pause, one on each side, and an earlier pause that is over.
            var log = new LogScript();
            Resume(Pause(log.Sdk(1, 1, 1)).Sdk(2, 1, 2).Lone("a")).Sdk(2, 2, 2);
            var over = log.Events.Count;
            Pause(log.Sdk(3, 1, 2)).Sdk(3, 2, 2).Lone("b").Heartbeat();
            var node = new FakeNode();
            var simulation = new CoreSimulation(log, node, new Random(restart)) { RestartsAt = restart };

            simulation.Run();

            Assert.Equal(["0=shop:1/1", "3=a", "5=shop:2/1,shop:2/2"], node.Applied);
            Assert.Equal((NodeState.Paused, over), (simulation.Report!.State, node.Position.LastAppliedSequence));
            Resume(log).Heartbeat();
            simulation.GoOn();
            Assert.Equal(["8=shop:3/1,shop:3/2", "9=b"], node.Applied.Skip(3));
            Assert.Equal(log.Events.Count - 1, node.Position.LastAppliedSequence);
            steps = simulation.Steps;
        }

        Assert.True(steps > 10, $"only {steps} steps were tried");
    }

    [Fact]
    public void Step_PauseAndResumeOfAnotherNode_StopNothingAndAreNotCounted()
    {
        var log = new LogScript();
        Resume(Pause(log.Sdk(1, 1, 1), "other").Sdk(2, 1, 1), "other").Heartbeat();
        var node = new FakeNode();
        var simulation = new CoreSimulation(log, node, new Random(1));

        simulation.Run();

        Assert.Equal(2, node.Applied.Count);
        Assert.Empty(simulation.Report!.Tally.Adapted);
    }

    [Fact]
    public void Step_ResumeBeforeAnyPause_OrdersNothingAndIsCounted()
    {
        var log = new LogScript();
        Pause(Resume(log.Sdk(1, 1, 1))).Sdk(2, 1, 1);
        var node = new FakeNode();
        var simulation = new CoreSimulation(log, node, new Random(1));

        simulation.Run();

        Assert.Single(node.Applied);
        Assert.Equal(NodeState.Paused, simulation.Report!.State);
        Assert.Equal(1, simulation.Report.Tally.Adapted.Values.Sum());
    }

    [Theory]
    [InlineData("Pause 5 Resume 9", false)]
    [InlineData("Resume 4 Pause 5", true)]
    [InlineData("Resume 9 Pause 5", false)]
    [InlineData("Resume 5 Pause 5", false)]
    [InlineData("Pause 5 Pause 7 Resume 6", true)]
    [InlineData("Pause 5 Resume 9 Pause 5", false)]
    [InlineData("Pause 5 Resume 9 Pause 11 Resume 9", true)]
    public void Step_OrdersThatSayWhenTheyWereGiven_CopiesOrderNothingNew(string orders, bool isPaused)
    {
        var log = new LogScript();
        for (var i = 0; i < 12; i++)
        {
            log.Heartbeat();
        }

        var words = orders.Split(' ');
        for (var i = 0; i < words.Length; i += 2)
        {
            var prefix = words[i] == "Pause" ? WellKnown.PauseMessage : WellKnown.ResumeMessage;
            log.Control(prefix, $$"""{"node":"{{Node}}","reason":"x","end":{{words[i + 1]}}}""");
        }

        var node = new FakeNode();
        var simulation = new CoreSimulation(log.Heartbeat(), node, new Random(1));
        simulation.Run();

        Assert.Equal(isPaused, simulation.Report!.State == NodeState.Paused);
        Assert.Equal(isPaused, node.Position.LastAppliedSequence < log.Events.Count - 1);
    }

    [Fact]
    public void Read_PauseFarAfterItWasGiven_OrdersNothing()
    {
        var trust = new OrderTrust(LogId.New(), null);
        var log = new LogScript().Control(WellKnown.PauseMessage, """{"node":"a","end":7}""");
        var message = (MessageEvent)log.Events[0].Other!;

        Assert.IsType<ControlOrder.Pause>(ControlReading.Read(message, 7 + ControlOrder.Pause.MaxGap, trust));
        Assert.IsType<ControlOrder.Nothing>(ControlReading.Read(message, 8 + ControlOrder.Pause.MaxGap, trust));
    }

    private static LogScript Pause(LogScript log, string node = Node) =>
        log.Control(WellKnown.PauseMessage, $$"""{"node":"{{node}}","reason":"backup"}""");

    private static LogScript Resume(LogScript log, string node = Node) =>
        log.Control(WellKnown.ResumeMessage, $$"""{"node":"{{node}}","reason":"done"}""");

    private static long SequenceOf(string applied) =>
        long.Parse(applied.Split('=')[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The same events with something between them.</summary>
    private static LogScript Rebuilt(List<LogEvent> events, int at, Action<LogScript> add)
    {
        var log = new LogScript();
        for (var i = 0; i < events.Count; i++)
        {
            if (i == at)
            {
                add(log);
            }

            log.Time = events[i].Record.AppendTime;
            log.Again(events[i]);
        }

        return log;
    }
}
