using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Client;

/// <summary>
/// What every serving node has, out of the tables that appliers publish beside the log and of who serves now; followed
/// as both change.
/// </summary>
internal sealed class TableCatalog : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly TableStore _store;
    private readonly Func<IReadOnlyList<MemberView>> _members;
    private readonly Func<CancellationToken, Task<IReadOnlyList<MemberView>>> _readMembers;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TablePicture _picture = TablePicture.Empty;
    private IReadOnlySet<string> _silent = new HashSet<string>();

    /// <param name="store">The definitions beside the log.</param>
    /// <param name="members">The cluster's members now; a list that is replaced when it changes.</param>
    /// <param name="readMembers">Reads them beside the log.</param>
    /// <param name="patience">How long to wait for the first definitions.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">For what goes wrong in the background.</param>
    public TableCatalog(
        TableStore store,
        Func<IReadOnlyList<MemberView>> members,
        Func<CancellationToken, Task<IReadOnlyList<MemberView>>> readMembers,
        TimeSpan patience,
        TimeProvider clock,
        ILogger logger
    )
    {
        _store = store;
        _members = members;
        _readMembers = readMembers;
        _patience = patience;
        _clock = clock;
        _logger = logger;
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>
    /// What is known now, perhaps a moment late; empty before the first applier ran. Where a member serves of whom no
    /// tables have come yet, what is beside the log counts: it published them before it served. One that has published
    /// none is asked for once.
    /// </summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async ValueTask<ServedTables> GetAsync(CancellationToken cancellationToken)
    {
        var known = Look(Volatile.Read(ref _picture).Nodes);
        var silent = Volatile.Read(ref _silent);
        if (known.Awaited.All(silent.Contains))
        {
            return known.Tables;
        }

        var read = Look(await _store.ReadNodesAsync(cancellationToken).ConfigureAwait(false));
        Volatile.Write(ref _silent, read.Awaited.ToHashSet(StringComparer.Ordinal));
        return read.Tables;
    }

    /// <summary>What is beside the log now; waits for the first tables.</summary>
    /// <exception cref="InvalidWriteException">No tables came in time.</exception>
    public async Task<ServedTables> ReadAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        IReadOnlyList<UnreadableEntry> unreadable = [];
        try
        {
            while (true)
            {
                var news = Volatile.Read(ref _news).Task;
                // Members first: who serves has published its tables before.
                var members = await _readMembers(either.Token).ConfigureAwait(false);
                var nodes = await _store.ReadNodesAsync(either.Token).ConfigureAwait(false);
                if (Look(nodes, members).Tables is { IsEmpty: false } tables)
                {
                    return tables;
                }

                unreadable = nodes.Unreadable;
                await news.WaitAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
            when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw NoTables.After(_patience, unreadable);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _stop.Dispose();
    }

    private TablePicture Look(EntryList<NodeTables> nodes) => Look(nodes, _members());

    private TablePicture Look(EntryList<NodeTables> nodes, IReadOnlyList<MemberView> members)
    {
        var picture = Volatile.Read(ref _picture);
        var seen = picture.With(nodes, members);
        if (!ReferenceEquals(seen, picture))
        {
            Volatile.Write(ref _picture, seen);
        }

        return seen;
    }

    private async Task WatchAsync()
    {
        var trouble = new TroubleNotice();
        HashSet<string> hidden = [];
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var nodes in _store.WatchNodesAsync(_stop.Token).ConfigureAwait(false))
                {
                    if (trouble.End())
                    {
                        ClientLog.TablesFollowed(_logger);
                    }

                    Look(nodes);
                    hidden = Tell(nodes.Unreadable, hidden);
                    Interlocked
                        .Exchange(ref _news, new(TaskCreationOptions.RunContinuationsAsynchronously))
                        .TrySetResult();
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (ReplicationException error)
            {
                if (trouble.Begin())
                {
                    ClientLog.TablesNotFollowed(_logger, error.Message);
                }

                await Task.Delay(RetryDelay, _clock, _stop.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private HashSet<string> Tell(IReadOnlyList<UnreadableEntry> unreadable, HashSet<string> told)
    {
        foreach (var entry in unreadable.Where(entry => !told.Contains(entry.NodeId)))
        {
            ClientLog.TablesHidden(_logger, entry.NodeId, entry.Problem, entry.Remedy);
        }

        return [.. unreadable.Select(entry => entry.NodeId)];
    }
}
