namespace CdcReplicator.Router;

/// <summary>One after the other, whatever they cost.</summary>
internal sealed class RoundRobinPolicy : IReadPolicy
{
    private uint _next;

    public string Name => ReadPolicies.RoundRobin;

    public int Choose(ReadCandidates nodes) => (int)((Interlocked.Increment(ref _next) - 1) % (uint)nodes.Count);
}
