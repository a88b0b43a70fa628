using Microsoft.Extensions.Logging;

namespace CdcReplicator.Router;

/// <summary>
/// Follows the positions of all serving nodes at the nodes themselves while somebody waits for one, and a while longer:
/// heartbeats come twice a second, and a read that waits for its own write wants to know at once.
/// </summary>
internal sealed class PositionWatches(
    RouterState state,
    IReadOnlyDictionary<string, INodeReadConnector> connectors,
    TimeSpan keepFor,
    TimeProvider clock,
    ILogger logger
) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PositionWatch> _watches = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private ITimer? _idle;
    private int _wanted;

    /// <summary>Watches until the result is disposed, and some time after.</summary>
    public IDisposable Want()
    {
        lock (_gate)
        {
            _wanted++;
            _idle?.Dispose();
            _idle = null;
        }

        Refresh();
        return new Wish(this);
    }

    /// <summary>Starts and ends watches as nodes come and go, while there is anything to watch for.</summary>
    public void Refresh()
    {
        List<PositionWatch> ended = [];
        lock (_gate)
        {
            if (_stop.IsCancellationRequested || (_wanted == 0 && _watches.Count == 0))
            {
                return;
            }

            var now = clock.GetTimestamp();
            var serving = state
                .Current.Nodes.Where(node => ReadGate.IsInReadSet(node.Facts(now)))
                .ToDictionary(node => node.Id, StringComparer.Ordinal);
            foreach (var (id, watch) in _watches)
            {
                if (!serving.TryGetValue(id, out var node) || !watch.IsOf(node.Status))
                {
                    _watches.Remove(id);
                    ended.Add(watch);
                }
            }

            foreach (var node in serving.Values)
            {
                if (!_watches.ContainsKey(node.Id) && connectors.TryGetValue(node.Status.Kind, out var connector))
                {
                    _watches.Add(node.Id, new PositionWatch(node, connector, state, clock, logger));
                }
            }
        }

        ended.ForEach(watch => _ = watch.DisposeAsync().AsTask());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(EndAll(onlyIfUnwanted: false)).ConfigureAwait(false);
        _stop.Dispose();
    }

    private void Release()
    {
        lock (_gate)
        {
            if (--_wanted == 0 && !_stop.IsCancellationRequested)
            {
                _idle = clock.CreateTimer(_ => GiveUp(), null, keepFor, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void GiveUp() => _ = Task.WhenAll(EndAll(onlyIfUnwanted: true));

    private List<Task> EndAll(bool onlyIfUnwanted)
    {
        PositionWatch[] all;
        lock (_gate)
        {
            if (onlyIfUnwanted && _wanted > 0)
            {
                return [];
            }

            _idle?.Dispose();
            _idle = null;
            all = [.. _watches.Values];
            _watches.Clear();
        }

        return [.. all.Select(watch => watch.DisposeAsync().AsTask())];
    }

    private sealed class Wish(PositionWatches owner) : IDisposable
    {
        private PositionWatches? _owner = owner;

        public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Release();
    }
}
