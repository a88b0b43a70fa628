using CdcReplicator.ChangeLog;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Cluster;

/// <summary>
/// The proofs of all nodes, followed as they change. What was known stays while the store cannot be reached, and grows
/// old.
/// </summary>
internal sealed class ProofDirectory : IAsyncDisposable
{
    private readonly NewsSignal _changed = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private NodeProofs _current;

    private ProofDirectory(IMetadataStore store, TimeProvider time, ILogger logger, NodeProofs first)
    {
        _current = first;
        _watching = Task.Run(() =>
            MetadataFollowing.RunAsync(store, ProofStore.Prefix, Take, _ => { }, time, logger, _stop.Token)
        );
    }

    /// <summary>Completes at the next change. Take it before asking <see cref="Current"/>.</summary>
    public Task Changed => _changed.Next;

    /// <summary>The proofs now.</summary>
    public NodeProofs Current => Volatile.Read(ref _current);

    /// <summary>Starts following; none is known before the store has answered.</summary>
    public static ProofDirectory Start(IMetadataStore store, TimeProvider time, ILogger<ProofDirectory> logger) =>
        new(store, time, logger, NodeProofs.None);

    /// <summary>Starts following; the proofs that are there are known when this returns.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public static async Task<ProofDirectory> OpenAsync(
        IMetadataStore store,
        TimeProvider time,
        ILogger<ProofDirectory> logger,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        var first = await new ProofStore(store).ReadNodesAsync(cancellationToken).ConfigureAwait(false);
        return new ProofDirectory(store, time, logger, first);
    }

    /// <summary>Stops following.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _stop.Dispose();
    }

    private void Take(MetadataEntry entry)
    {
        Volatile.Write(ref _current, _current.With(entry));
        _changed.Ring();
    }
}
