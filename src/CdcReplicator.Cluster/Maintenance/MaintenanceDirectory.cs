using System.Collections.Immutable;
using CdcReplicator.ChangeLog;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Cluster;

/// <summary>
/// All drained nodes, followed as they change. What was known stays true while the store cannot be reached. A node
/// whose entry cannot be read counts as drained.
/// </summary>
internal sealed class MaintenanceDirectory : IAsyncDisposable
{
    private readonly NewsSignal _changed = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ILogger _logger;
    private readonly Task _watching;
    private ImmutableHashSet<string> _drained;

    private MaintenanceDirectory(
        IMetadataStore store,
        TimeProvider time,
        ILogger logger,
        ImmutableHashSet<string> first
    )
    {
        _drained = first;
        _logger = logger;
        // A fault need not be shown here: the members' own watch has the same, they age, and nobody is served by them.
        _watching = Task.Run(() =>
            MetadataFollowing.RunAsync(store, MaintenanceStore.Prefix, Take, _ => { }, time, logger, _stop.Token)
        );
    }

    /// <summary>Completes at the next change. Take it before asking <see cref="IsDrained"/>.</summary>
    public Task Changed => _changed.Next;

    /// <summary>Whether an operator has drained the node.</summary>
    public bool IsDrained(string nodeId) => Volatile.Read(ref _drained).Contains(nodeId);

    /// <summary>Starts following; what is drained now is known when this returns.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public static async Task<MaintenanceDirectory> OpenAsync(
        IMetadataStore store,
        TimeProvider time,
        ILogger<MaintenanceDirectory> logger,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        var first = await new MaintenanceStore(store).ReadAsync(cancellationToken).ConfigureAwait(false);
        return new MaintenanceDirectory(store, time, logger, first.Keys.ToImmutableHashSet(StringComparer.Ordinal));
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
        var node = MaintenanceStore.NodeOf(entry);
        var isDrained = entry.Value is not null && MaintenanceStore.Read(entry, Tell).IsDrained;
        Volatile.Write(ref _drained, isDrained ? _drained.Add(node) : _drained.Remove(node));
        _changed.Ring();
    }

    private void Tell(UnreadableEntry entry) =>
        MembershipLog.CountsAsDrained(_logger, entry.NodeId, entry.Problem, entry.Remedy);
}
