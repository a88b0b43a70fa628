using System.Collections.Immutable;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>All drained nodes, followed as they change. What was known stays true while the store cannot be reached.</summary>
public sealed class MaintenanceDirectory : IAsyncDisposable
{
    private readonly IMetadataStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly NewsSignal _changed = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private ImmutableHashSet<string> _drained;

    private MaintenanceDirectory(
        IMetadataStore store,
        TimeProvider time,
        ILogger logger,
        ImmutableHashSet<string> first
    )
    {
        _store = store;
        _time = time;
        _logger = logger;
        _drained = first;
        _watching = Task.Run(WatchAsync);
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
        var first = await new MaintenanceStore(store).ReadAsync(cancellationToken);
        return new MaintenanceDirectory(store, time, logger, first.Keys.ToImmutableHashSet(StringComparer.Ordinal));
    }

    /// <summary>Stops following.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var entry in _store.WatchAsync(MaintenanceStore.Prefix, _stop.Token))
                {
                    Take(entry);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (LogUnavailableException error)
            {
                MembershipLog.WatchFailed(_logger, error);
                await Task.Delay(MemberDirectory.RefreshInterval, _time, CancellationToken.None);
            }
            catch (ReplicationException error)
            {
                // The members' own watch ends for the same reasons; they age, and nobody is served by them.
                MembershipLog.WatchEnded(_logger, error);
                return;
            }
        }
    }

    private void Take(MetadataEntry entry)
    {
        var node = entry.Key[MaintenanceStore.Prefix.Length..];
        var isDrained = entry.Value is not null && MaintenanceStore.Read(entry).IsDrained;
        Volatile.Write(ref _drained, isDrained ? _drained.Add(node) : _drained.Remove(node));
        _changed.Ring();
    }
}
