namespace CdcReplicator.Bench;

/// <summary>
/// Two at random, the lower product of latency and reads under way wins; latency rises at once and decays over ten
/// seconds (as Finagle describes its peak EWMA). Plain: a failure counts as what it took.
/// </summary>
internal sealed class PeakEwmaRule(int nodes, Random random, TimeProvider time) : IBalanceRule
{
    private static readonly TimeSpan Decay = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly (double Seconds, long At, int InFlight)[] _nodes = new (double, long, int)[nodes];

    public string Name => "peak-ewma";

    public int Choose(IReadOnlyList<int> nodes)
    {
        lock (_gate)
        {
            var first = nodes[random.Next(nodes.Count)];
            var second = nodes[random.Next(nodes.Count)];
            return CostOf(second) < CostOf(first) ? second : first;
        }
    }

    public void Began(int node)
    {
        lock (_gate)
        {
            _nodes[node].InFlight++;
        }
    }

    public void Ended(int node, TimeSpan took)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            ref var known = ref _nodes[node];
            var weight = Math.Exp(-(time.GetElapsedTime(known.At, now) / Decay));
            var seconds = took.TotalSeconds;
            known.Seconds = seconds > known.Seconds ? seconds : (known.Seconds * weight) + (seconds * (1 - weight));
            known.At = now;
            known.InFlight--;
        }
    }

    private double CostOf(int node) => _nodes[node].Seconds * (_nodes[node].InFlight + 1);
}
