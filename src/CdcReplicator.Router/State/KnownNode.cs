using System.Diagnostics.CodeAnalysis;

namespace CdcReplicator.Router;

/// <summary>
/// What outlives snapshots of one node: measurements, proven position, and the signal to its users when it leaves.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "The source has no timer and no handle to release, and leases may outlive the router."
)]
internal sealed class KnownNode(string id, TimeProvider clock)
{
    private CancellationTokenSource _term = new();
    private long _seenPosition = -1;

    public string Id { get; } = id;

    public NodeMeter Meter { get; } = new(clock);

    /// <summary>Cancelled when the node leaves the read set.</summary>
    public CancellationToken Left => Volatile.Read(ref _term).Token;

    /// <summary>The position that the node itself reported last while it was watched; -1 if it never was.</summary>
    public long SeenPosition => Volatile.Read(ref _seenPosition);

    /// <summary>Takes a position that the node reported. Returns whether that is news.</summary>
    public bool Saw(long position) => Interlocked.Exchange(ref _seenPosition, position) != position;

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
    /// The node has left the read set. Its users are notified on other threads, because what they do must not hold up
    /// the one writer of the state.
    /// </summary>
    public Task Leave() => Volatile.Read(ref _term).CancelAsync();
}
