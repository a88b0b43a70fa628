using CdcReplicator.ChangeLog;

namespace CdcReplicator.Router;

/// <summary>The one writer: builds a snapshot whenever the members have news, and tells the users of nodes that have left the read set.</summary>
internal sealed class RouterState : IAsyncDisposable
{
    private readonly IRouterMembers _members;
    private readonly SnapshotBuilder _builder;
    private readonly TimeProvider _clock;
    private readonly NewsSignal _news = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, KnownNode> _readSet = new(StringComparer.Ordinal);
    private readonly Task _following;
    private RouterSnapshot _current;

    public RouterState(IRouterMembers members, RoutingOptions options, TimeProvider clock)
    {
        _members = members;
        _clock = clock;
        _builder = new SnapshotBuilder(options, clock);
        var news = members.NextChange;
        _current = RouterSnapshot.Empty;
        Publish(_builder.Next(null, members.Current));
        _following = FollowAsync(news);
    }

    /// <summary>The nodes now.</summary>
    public RouterSnapshot Current => Volatile.Read(ref _current);

    /// <summary>Completes when there is a newer snapshot or position. Take it before reading <see cref="Current"/>.</summary>
    public Task NextChange => _news.Next;

    /// <summary>Tells that a position has moved.</summary>
    public void Ring() => _news.Ring();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task FollowAsync(Task news)
    {
        while (true)
        {
            await news.WaitAsync(_stop.Token).ConfigureAwait(false);
            news = _members.NextChange;
            Publish(_builder.Next(_current, _members.Current));
        }
    }

    private void Publish(RouterSnapshot snapshot)
    {
        var now = _clock.GetTimestamp();
        var readSet = snapshot
            .Nodes.Where(node => ReadGate.IsInReadSet(node.Facts(now)))
            .ToDictionary(node => node.Id, node => node.Known, StringComparer.Ordinal);
        // Before it can be found: whoever finds the node must get a lease of the new term.
        foreach (var (id, node) in readSet)
        {
            if (_readSet.TryAdd(id, node))
            {
                node.Return();
            }
        }

        Volatile.Write(ref _current, snapshot);
        // After it can be found no more: whoever is told to go must not come back to it.
        foreach (var (id, node) in _readSet)
        {
            if (!readSet.ContainsKey(id))
            {
                _readSet.Remove(id);
                _ = node.Leave();
            }
        }

        _news.Ring();
    }
}
