using System.Data.Common;
using System.Net.Sockets;
using CdcReplicator.ChangeLog;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Router;

/// <summary>
/// Finds a node for a read: gate, choose, wait. Candidates are tried in turn; when none is left, waits for news until
/// the deadline. Safe for concurrent use.
/// </summary>
internal sealed class ReadRouter : IAsyncDisposable
{
    private readonly RouterState _state;
    private readonly LogEnd _end;
    private readonly RouteRound _round;
    private readonly PositionWatches _watches;
    private readonly NodeConnections _connections;
    private readonly NodeHostList _hosts;
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
        _options = options.Checked();
        _hosts = new NodeHostList(options.Routing.NodeHosts);
        _clock = clock;
        _end = end;
        _owned = owned;
        var logger = loggers.CreateLogger<ReadRouter>();
        _state = new RouterState(members, options.Routing, clock, logger);
        _round = new RouteRound(_state, NodePicker.For(options.Routing, random, clock), clock);
        _connections = new NodeConnections(connectors, clock);
        _watches = new PositionWatches(_state, connectors, options.WatchFor, clock, logger);
        Nodes = new WatchedMembers(_state, members);
    }

    /// <summary>
    /// The members with the positions this router knows, which may be newer than what their appliers published.
    /// </summary>
    public IRouterMembers Nodes { get; }

    /// <summary>Starts a router of its own over a cluster's log, which stays the caller's.</summary>
    /// <exception cref="ReplicationException">The options are wrong; all errors are listed.</exception>
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
        options.Checked();
        var members = await ClusterMembers
            .OpenAsync(log.Metadata, clock, loggers, cancellationToken)
            .ConfigureAwait(false);
        var connectors = ReadConnectors.For(
            options.NodeCredentials,
            options.Routing.NodeHosts,
            log.Settings.Log,
            clock
        );
        return new ReadRouter(
            members,
            new LogEnd(log, clock),
            connectors,
            options,
            clock,
            Random.Shared,
            loggers,
            members
        );
    }

    /// <summary>Starts a router over members that somebody else follows.</summary>
    /// <exception cref="ReplicationException">The options are wrong; all errors are listed.</exception>
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
        var connectors = ReadConnectors.For(
            options.NodeCredentials,
            options.Routing.NodeHosts,
            log.Settings.Log,
            clock
        );
        return new ReadRouter(members, new LogEnd(log, clock), connectors, options, clock, Random.Shared, loggers);
    }

    /// <summary>
    /// Chooses a node and connects to it with <paramref name="connect"/>. On a connection failure
    /// (<see cref="DbException"/>, <see cref="SocketException"/>, <see cref="IOException"/>,
    /// <see cref="NodeCannotServeException"/>) the next candidate is tried. Once <paramref name="connect"/> has
    /// returned, whoever holds its result disposes the node's lease; before, the router does. A whole query may be run
    /// in it: then a node that answers with errors is left for another, too.
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
                RequireAllowed(node);
                return await connect(
                        wanted < 0
                            ? node
                            : node with
                            {
                                Position = await _connections.ProveAsync(view, wanted, stop).ConfigureAwait(false),
                            },
                        stop
                    )
                    .ConfigureAwait(false);
            },
            cancellationToken
        );
    }

    /// <summary>Opens a read-only connection to a node that offers what is asked. The caller disposes it.</summary>
    /// <exception cref="NoNodeAvailableException">No node qualified in time.</exception>
    public Task<RoutedConnection> OpenAsync(ReadRequirement requirement, CancellationToken cancellationToken) =>
        RunAsync(requirement, _connections.OpenAsync, cancellationToken);

    /// <summary>
    /// Follows the positions of all nodes that serve reads at the nodes themselves until the result is disposed, so
    /// that <see cref="Nodes"/> has news at once. Reads that wait do so by themselves.
    /// </summary>
    public IDisposable WatchPositions() => _watches.Want();

    /// <summary>
    /// A position that was stored in a node at some time from a given one on; null if none is known and it cannot be
    /// asked.
    /// </summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="since">
    /// The time, a timestamp of the router's clock. What the node has said since then, to whomever, needs no question.
    /// <see cref="long.MaxValue"/> has it asked now.
    /// </param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<FoundPosition?> FindPositionAsync(
        string nodeId,
        long since,
        CancellationToken cancellationToken
    ) =>
        _state.Current.Find(nodeId) is { } node
            ? await _connections.FindPositionAsync(node, since, cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>What a node's connection string asks of TLS; null for none.</summary>
    /// <exception cref="NodeCannotServeException">It asks for what cannot be done.</exception>
    internal NodeTls? TlsOf(RoutedNode node) =>
        PostgresEndpoint.Read(node.Endpoint) is { Host: { } host }
            ? NodeTls.Read(node.NodeId, host, NodeCredential.For(node.NodeId, node.Kind, _options.NodeCredentials))
            : null;

    /// <summary>Stops following the members. Connections handed out stay open.</summary>
    public async ValueTask DisposeAsync()
    {
        // The watches first, and all of them, whatever one throws.
        try
        {
            await using var state = _state.ConfigureAwait(false);
            await using var watches = _watches.ConfigureAwait(false);
        }
        finally
        {
            if (_owned is not null)
            {
                await _owned.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    // A caller that connects by itself goes where the node's record says.
    private void RequireAllowed(RoutedNode node)
    {
        if (node.Kind == NodeKinds.Postgres && PostgresEndpoint.Read(node.Endpoint) is { Host: { } host })
        {
            PostgresReadString.Require(_hosts, node.NodeId, host);
        }
    }

    private async Task<T> RunAsync<T>(
        ReadRequirement requirement,
        RouteAttempt<T> attempt,
        CancellationToken cancellationToken
    )
    {
        using var timeout = new CancellationTokenSource(_options.WaitTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var route = new Route(requirement, new ReadTarget(requirement, _end));
        try
        {
            while (true)
            {
                var news = _state.NextChange;
                if (await route.Target.ResolveAsync(route.Causes, either.Token).ConfigureAwait(false))
                {
                    var (isServed, result) = await _round.TryAsync(route, attempt, either.Token).ConfigureAwait(false);
                    if (isServed)
                    {
                        return result!;
                    }
                }

                route.Wait(_watches, _clock);
                await news.WaitAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
            when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw route.Unavailable(_state, _options.WaitTimeout, _clock.GetTimestamp());
        }
        finally
        {
            route.Dispose();
        }
    }
}
