using System.Data.Common;
using System.Net.Sockets;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Router;

/// <summary>
/// Finds a node for a read: gate, choose, wait. Candidates are tried in turn; when none is left, waits for news until the deadline. Safe for concurrent use.
/// </summary>
public sealed class ReadRouter : IAsyncDisposable
{
    private readonly RouterState _state;
    private readonly LogEnd _end;
    private readonly NodePicker _picker;
    private readonly PositionWatches _watches;
    private readonly IReadOnlyDictionary<string, INodeReadConnector> _connectors;
    private readonly ReadRouterOptions _options;
    private readonly TimeProvider _clock;
    private readonly IAsyncDisposable? _owned;

    internal ReadRouter(
        IRouterMembers members,
        LogEnd end,
        IReadOnlyDictionary<string, INodeReadConnector> connectors,
        ReadRouterOptions options,
        TimeProvider clock,
        Random random,
        ILoggerFactory loggers,
        IAsyncDisposable? owned = null
    )
    {
        _state = new RouterState(members, clock);
        _end = end;
        _connectors = connectors;
        _options = options;
        _clock = clock;
        _picker = new NodePicker(new LeastCostPolicy(random), clock);
        _watches = new PositionWatches(_state, connectors, options.WatchFor, clock, loggers.CreateLogger<ReadRouter>());
        Nodes = new WatchedMembers(_state, members);
        _owned = owned;
    }

    /// <summary>The members with the positions this router knows, which may be newer than what their appliers published.</summary>
    public IRouterMembers Nodes { get; }

    private delegate Task<T> Attempt<T>(NodeView view, RoutedNode node, long wanted, CancellationToken stop);

    /// <summary>Starts a router of its own over a cluster's log, which stays the caller's.</summary>
    /// <exception cref="LogUnavailableException">What is kept beside the log could not be reached.</exception>
    public static async Task<ReadRouter> StartAsync(
        IChangeLog log,
        ReadRouterOptions options,
        ILoggerFactory loggers,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(options);
        var members = await ClusterMembers.OpenAsync(log.Metadata, clock, loggers, cancellationToken);
        var connectors = ReadConnectors.For(options.NodeCredentials, log.Settings.Log);
        return new ReadRouter(members, new LogEnd(log), connectors, options, clock, Random.Shared, loggers, members);
    }

    /// <summary>Starts a router over members that somebody else follows.</summary>
    public static ReadRouter Start(
        IChangeLog log,
        IRouterMembers members,
        ReadRouterOptions options,
        ILoggerFactory loggers,
        TimeProvider clock
    )
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(options);
        var connectors = ReadConnectors.For(options.NodeCredentials, log.Settings.Log);
        return new ReadRouter(members, new LogEnd(log), connectors, options, clock, Random.Shared, loggers);
    }

    /// <summary>
    /// Chooses a node and connects to it with <paramref name="connect"/>. On a connection failure (<see cref="DbException"/>, <see cref="SocketException"/>,
    /// <see cref="IOException"/>, <see cref="NodeCannotServeException"/>) the next candidate is tried. Once <paramref name="connect"/> has returned, whoever holds its
    /// result disposes the node's lease; before, the router does.
    /// </summary>
    /// <exception cref="NoNodeAvailableException">No node qualified in time; holds every cause.</exception>
    public Task<T> RouteAsync<T>(
        ReadRequirement requirement,
        Func<RoutedNode, CancellationToken, Task<T>> connect,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(connect);
        return RunAsync(
            requirement,
            async (view, node, wanted, stop) =>
            {
                if (wanted < 0)
                {
                    return await connect(node, stop);
                }

                await using var asking = await ConnectorOf(view.Status).OpenAsync(view.Status, stop);
                var position = await VerifyAsync(asking, view, wanted, stop);
                return await connect(node with { Position = position }, stop);
            },
            cancellationToken
        );
    }

    /// <summary>Opens a read-only connection to a node that offers what is asked. The caller disposes it.</summary>
    /// <exception cref="NoNodeAvailableException">No node qualified in time.</exception>
    public Task<RoutedConnection> OpenAsync(ReadRequirement requirement, CancellationToken cancellationToken) =>
        RunAsync(requirement, ConnectAsync, cancellationToken);

    /// <summary>
    /// Follows the positions of all serving nodes at the nodes themselves until the result is disposed, so that <see cref="Nodes"/> has news at once. Reads that wait do so
    /// by themselves.
    /// </summary>
    public IDisposable WatchPositions() => _watches.Want();

    /// <summary>The position stored in a node now, or null if it cannot be asked.</summary>
    public async Task<long?> FindPositionAsync(string nodeId, CancellationToken cancellationToken)
    {
        var member = _state.Current.Find(nodeId)?.Status;
        if (member is null || !_connectors.TryGetValue(member.Kind, out var connector))
        {
            return null;
        }

        try
        {
            await using var connection = await connector.OpenAsync(member, cancellationToken);
            return await connector.ReadPositionAsync(connection, cancellationToken);
        }
        catch (Exception cause) when (cause is DbException or NodeCannotServeException)
        {
            // Asked only to learn more than the directory tells; the caller has a safe answer for not knowing.
            return null;
        }
    }

    /// <summary>Stops following the members. Connections handed out stay open.</summary>
    public async ValueTask DisposeAsync()
    {
        await _watches.DisposeAsync();
        await _state.DisposeAsync();
        if (_owned is not null)
        {
            await _owned.DisposeAsync();
        }
    }

    private async Task<T> RunAsync<T>(
        ReadRequirement requirement,
        Attempt<T> attempt,
        CancellationToken cancellationToken
    )
    {
        using var timeout = new CancellationTokenSource(_options.WaitTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var causes = new RouteCauses();
        var target = new ReadTarget(requirement, _end, _clock);
        IDisposable? watching = null;
        try
        {
            while (true)
            {
                var news = _state.NextChange;
                if (await target.ResolveAsync(causes, either.Token))
                {
                    var (found, result) = await TryCandidatesAsync(target.Wanted, attempt, causes, either.Token);
                    if (found)
                    {
                        return result!;
                    }
                }

                if (requirement.AsksForPosition)
                {
                    watching ??= _watches.Want();
                    _watches.Refresh();
                }

                await news.WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException)
            when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw RouteReport.Unavailable(
                _state.Current,
                requirement,
                target.Wanted,
                _options.WaitTimeout,
                causes,
                _clock.GetTimestamp()
            );
        }
        finally
        {
            watching?.Dispose();
        }
    }

    private async Task<(bool Found, T? Result)> TryCandidatesAsync<T>(
        long wanted,
        Attempt<T> attempt,
        RouteCauses causes,
        CancellationToken stop
    )
    {
        HashSet<string>? tried = null;
        while (_picker.Pick(_state.Current, wanted, tried) is { } view)
        {
            var lease = new NodeLease(view.Known.Meter, _clock, view.Known.Left);
            try
            {
                var node = new RoutedNode(view.Id, view.Status.Kind, view.Status.Endpoint, view.Position, lease);
                return (true, await attempt(view, node, wanted, stop));
            }
            catch (Exception cause) when (IsOfTheNode(cause))
            {
                causes.Add(view.Id, cause);
                lease.Fail(cause is NodeCannotServeException { IsBehind: true });
                (tried ??= new HashSet<string>(StringComparer.Ordinal)).Add(view.Id);
            }
            catch
            {
                lease.Fail(isInnocent: true);
                throw;
            }
        }

        return (false, default);
    }

    private static bool IsOfTheNode(Exception cause) =>
        cause is DbException or SocketException or IOException or NodeCannotServeException;

    private async Task<RoutedConnection> ConnectAsync(
        NodeView view,
        RoutedNode node,
        long wanted,
        CancellationToken stop
    )
    {
        var connection = await ConnectorOf(view.Status).OpenAsync(view.Status, stop);
        try
        {
            var position = wanted < 0 ? node.Position : await VerifyAsync(connection, view, wanted, stop);
            LeasedConnection.Attach(connection, node.Lease);
            return new RoutedConnection(connection, node.NodeId, position);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private INodeReadConnector ConnectorOf(MemberStatus member) =>
        _connectors.TryGetValue(member.Kind, out var connector)
            ? connector
            : throw new NodeCannotServeException(
                member.NodeId,
                $"this client has no driver for nodes of kind '{member.Kind}'.",
                "Use a newer client."
            );

    // What is known of a node's position is a lower bound unless its database was put back to an older state (restored from a backup, another file under the
    // same name). Only the node itself knows, so a read that asks for a position asks it (G6).
    private async Task<long> VerifyAsync(DbConnection connection, NodeView view, long wanted, CancellationToken stop)
    {
        var position = await ConnectorOf(view.Status).ReadPositionAsync(connection, stop);
        view.Known.Saw(position ?? -1);
        return position >= wanted
            ? position.Value
            : throw new NodeCannotServeException(
                view.Id,
                $"the directory says position {view.Status.LastAppliedSequence}, the database itself is behind {wanted}.",
                "It may have been restored from a backup; wait until its applier has caught up."
            )
            {
                IsBehind = true,
            };
    }
}
