namespace CdcReplicator.Bench;

/// <summary>The node with the fewest reads under way; the first of equals is drawn.</summary>
internal sealed class LeastInFlightRule(int nodes, Random random) : IBalanceRule
{
    private readonly int[] _inFlight = new int[nodes];

    public string Name => "least-in-flight";

    public int Choose(IReadOnlyList<int> nodes)
    {
        var start = random.Next(nodes.Count);
        var best = nodes[start];
        for (var i = 1; i < nodes.Count; i++)
        {
            var node = nodes[(start + i) % nodes.Count];
            best = Volatile.Read(ref _inFlight[node]) < Volatile.Read(ref _inFlight[best]) ? node : best;
        }

        return best;
    }

    public void Began(int node) => Interlocked.Increment(ref _inFlight[node]);

    public void Ended(int node, TimeSpan took) => Interlocked.Decrement(ref _inFlight[node]);
}
