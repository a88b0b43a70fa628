using CdcReplicator.Router;
using Microsoft.Extensions.Time.Testing;

namespace CdcReplicator.UnitTests.Router;

/// <summary>
/// Clients that read one after the other from simulated nodes, in simulated time: who is picked, and what that costs.
/// The same seed gives the same run.
/// </summary>
internal sealed class PickSimulation
{
    private const double ServiceSeconds = 1e-3;
    private const double FailSeconds = 50e-6;
    private const double HeartbeatSeconds = 0.5;
    private const int Clients = 6;
    private const int ServersPerNode = 4;

    private readonly FakeTimeProvider _clock = new();
    private readonly Random _random;
    private readonly List<double> _latencies = [];
    private double _now;
    private long _failed;

    private readonly SnapshotBuilder _builder;
    private readonly MemberView[] _members;
    private double _heartbeatAt;

    public PickSimulation(int seed, RoutingOptions options, params Func<NodeView, SimulatedNode>[] nodes)
    {
        _random = new Random(seed);
        _builder = new SnapshotBuilder(options, _clock);
        _members = [.. nodes.Select((_, i) => MemberSamples.Member($"n{i}", 1, end: 2))];
        Snapshot = _builder.Next(null, _members);
        Nodes = [.. nodes.Select((make, i) => make(Snapshot.Nodes[i]))];
        Picker = NodePicker.For(options, _random, _clock);
    }

    public RouterSnapshot Snapshot { get; private set; }

    public SimulatedNode[] Nodes { get; }

    public NodePicker Picker { get; }

    public FakeTimeProvider Clock => _clock;

    public Random Random => _random;

    public static Func<NodeView, SimulatedNode> Node(
        Func<double, double>? slowness = null,
        Func<double, bool>? isFailing = null
    ) =>
        view => new SimulatedNode(view, ServersPerNode)
        {
            Slowness = slowness ?? (_ => 1),
            IsFailing = isFailing ?? (_ => false),
        };

    /// <summary>As the router does it.</summary>
    public int PickAsRouter() => Array.IndexOf(Snapshot.Nodes, Picker.Pick(Snapshot, -1, preferred: null, tried: null));

    /// <summary>Runs for so long; what came of it.</summary>
    public PickOutcome Run(double seconds, Func<PickSimulation, int> pick, bool timesFailures = false)
    {
        var events = new PriorityQueue<Action, double>();
        for (var i = 0; i < Clients; i++)
        {
            Begin();
        }

        while (events.TryDequeue(out var next, out var at) && at < seconds)
        {
            _clock.Advance(TimeSpan.FromSeconds(at - _now));
            _now = at;
            Heartbeat();
            next();
        }

        _latencies.Sort();
        return new PickOutcome(
            _latencies.Count / seconds,
            _latencies[(int)(_latencies.Count * 0.99)],
            (double)_latencies.Count / (_latencies.Count + _failed),
            [.. Nodes.Select(node => node.Served)]
        );

        void Begin()
        {
            var node = Nodes[pick(this)];
            var begun = _now;
            node.Meter.Enter();
            node.Served++;
            var fails = node.IsFailing(begun);
            var service = -Math.Log(1 - _random.NextDouble()) * ServiceSeconds * node.Slowness(begun);
            var done = fails ? begun + FailSeconds : node.Serve(begun, service);
            events.Enqueue(
                () =>
                {
                    End(node, begun, fails, timesFailures);
                    Begin();
                },
                done
            );
        }
    }

    private void Heartbeat()
    {
        if (_now - _heartbeatAt >= HeartbeatSeconds)
        {
            _heartbeatAt = _now;
            Snapshot = _builder.Next(Snapshot, _members);
        }
    }

    private void End(SimulatedNode node, double begun, bool fails, bool timesFailures)
    {
        node.Meter.Leave();
        if (fails)
        {
            _failed++;
            if (!timesFailures)
            {
                node.Meter.Fail(_clock.GetTimestamp());
                return;
            }
        }
        else
        {
            _latencies.Add(_now - begun);
        }

        node.Meter.Observe(TimeSpan.FromSeconds(_now - begun), _clock.GetTimestamp());
    }
}
