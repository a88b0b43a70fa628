namespace CdcReplicator.Router;

/// <summary>The one writer: builds a snapshot whenever the members have news, and tells the users of nodes that have left the read set.</summary>
internal sealed class RouterState : IAsyncDisposable
{
    private readonly IRouterMembers _members;
    private readonly SnapshotBuilder _builder;
    private readonly TimeProvider _clock;
    private readonly NewsSignal _news = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<string> _serving = new(StringComparer.Ordinal);
    private readonly Task _following;
    private RouterSnapshot _current = RouterSnapshot.Empty;

    public RouterState(IRouterMembers members, TimeProvider clock)
    {
        _members = members;
        _clock = clock;
        _builder = new SnapshotBuilder(clock);
        var news = members.NextChange;
        Publish();
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
        await _stop.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task FollowAsync(Task news)
    {
        while (true)
        {
            await news.WaitAsync(_stop.Token).ConfigureAwait(false);
            news = _members.NextChange;
            Publish();
        }
    }

    private void Publish()
    {
        var snapshot = _builder.Next(_current, _members.Current);
        var now = _clock.GetTimestamp();
        var before = _current;
        foreach (var node in snapshot.Nodes)
        {
            var serves = ReadGate.Judge(node.Facts(now), -1) == GateDecision.Serves;
            if (serves && _serving.Add(node.Id))
            {
                node.Known.Return();
            }
        }

        Volatile.Write(ref _current, snapshot);
        // After the new snapshot is visible: whoever is told to go must not find the node again.
        foreach (var node in before.Nodes)
        {
            var serves =
                snapshot.Find(node.Id) is { } still && ReadGate.Judge(still.Facts(now), -1) == GateDecision.Serves;
            if (!serves && _serving.Remove(node.Id))
            {
                _ = node.Known.Leave();
            }
        }

        _news.Ring();
    }
}
