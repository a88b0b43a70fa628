using System.Diagnostics.CodeAnalysis;

namespace CdcReplicator.Router;

/// <summary>What outlives snapshots of one node: measurements, proven position, and the word to its users when it leaves.</summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "The source has no timer and no handle to release, and leases may outlive the router."
)]
internal sealed class KnownNode(string id, TimeProvider clock)
{
    private CancellationTokenSource _term = new();

    public string Id { get; } = id;

    public NodeMeter Meter { get; } = new(clock);

    /// <summary>Cancelled when the node leaves the read set.</summary>
    public CancellationToken Left => Volatile.Read(ref _term).Token;

    /// <summary>The node serves again: a new term begins.</summary>
    public void Return()
    {
        Meter.Renew();
        if (_term.IsCancellationRequested)
        {
            Volatile.Write(ref _term, new CancellationTokenSource());
        }
    }

    /// <summary>
    /// The node has left the read set. Whoever it served is told on other threads: what they do must not hold up the one writer of the state.
    /// </summary>
    public Task Leave() => Volatile.Read(ref _term).CancelAsync();
}
