namespace CdcReplicator.Bench;

/// <summary>One after another.</summary>
internal sealed class RoundRobinRule : IBalanceRule
{
    private int _next = -1;

    public string Name => "round-robin";

    public int Choose(IReadOnlyList<int> nodes) => nodes[(int)((uint)Interlocked.Increment(ref _next) % nodes.Count)];

    public void Began(int node) { }

    public void Ended(int node, TimeSpan took) { }
}
