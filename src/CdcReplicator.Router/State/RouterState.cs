using CdcReplicator.ChangeLog;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Router;

/// <summary>
/// The one writer: builds a snapshot whenever the members have news, and notifies the users of nodes that have left the
/// read set.
/// </summary>
internal sealed class RouterState : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);

    private readonly IRouterMembers _members;
    private readonly SnapshotBuilder _builder;
    private readonly TimeProvider _clock;
    private readonly NewsSignal _news = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, KnownNode> _readSet = new(StringComparer.Ordinal);
    private readonly Task _following;
    private readonly ILogger _logger;
    private RouterSnapshot _current;
    private ReplicationException? _fault;

    public RouterState(IRouterMembers members, RoutingOptions options, TimeProvider clock, ILogger logger)
    {
        _logger = logger;
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

    /// <summary>Why the nodes known here get no news at the moment; null while they do.</summary>
    public ReplicationException? Fault => Volatile.Read(ref _fault) ?? _members.Fault;

    /// <summary>Members that are hidden because this version cannot read their entries.</summary>
    public IReadOnlyList<UnreadableEntry> Hidden => _members.Hidden;

    /// <summary>
    /// Completes when there is a newer snapshot or position. Take it before reading <see cref="Current"/>.
    /// </summary>
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
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await news.WaitAsync(_stop.Token).ConfigureAwait(false);
                news = _members.NextChange;
                Publish(_builder.Next(_current, _members.Current));
                Volatile.Write(ref _fault, null);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // The nodes age from here on, so nobody is served by what is not true any more; reads that find none
                // say why.
                RouterLog.FollowingFailed(_logger, error);
                Volatile.Write(ref _fault, FaultOf(error));
                _news.Ring();
                await Task.Delay(RetryDelay, _clock, _stop.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                news = Task.CompletedTask;
            }
        }
    }

    private static ReplicationException FaultOf(Exception error) =>
        new(
            $"The router failed while it took in news of the members: {error.Message}",
            "It tries again by itself; if it stays so, report it with the program's output.",
            error
        );

    private void Publish(RouterSnapshot snapshot)
    {
        var now = _clock.GetTimestamp();
        var readSet = snapshot
            .Nodes.Where(node => ReadGate.IsInReadSet(node.Facts(now)))
            .ToDictionary(node => node.Id, node => node.Known, StringComparer.Ordinal);
        // Before reads can find it, because a read that finds the node must get a lease of the new term.
        foreach (var (id, node) in readSet)
        {
            if (_readSet.TryAdd(id, node))
            {
                node.Return();
            }
        }

        Volatile.Write(ref _current, snapshot);
        // Only after no read can find it any more, because a user that is sent away must not come back to it.
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
