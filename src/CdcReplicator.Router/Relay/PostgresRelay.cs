using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Router;

/// <summary>
/// A TCP endpoint that PostgreSQL clients take for a server: each connection is relayed to a node that offers its read
/// level. Logins, databases and everything after the first packet are between client and node. Linux only.
/// </summary>
internal sealed class PostgresRelay : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly RelayContext _relay;
    private readonly RelayLoop[] _loops;
    private readonly RelayAcceptor _acceptor;
    private bool _isDisposed;

    private PostgresRelay(RelayContext relay, RelayLoop[] loops, RelayAcceptor acceptor)
    {
        _relay = relay;
        _loops = loops;
        _acceptor = acceptor;
    }

    /// <summary>Where it listens.</summary>
    public EndPoint EndPoint => _acceptor.EndPoint;

    /// <summary>Clients connected now.</summary>
    public int Clients => _acceptor.Clients;

    /// <summary>
    /// How long the thread that has been silent longest is so: a tenth of a second, unless one hangs.
    /// </summary>
    public TimeSpan SilentFor => _loops.Max(loop => loop.SilentFor);

    /// <summary>Begins to serve.</summary>
    /// <param name="router">Chooses the nodes; stays the caller's.</param>
    /// <param name="log">The cluster's log, to which tokens must belong.</param>
    /// <param name="options">Settings.</param>
    /// <param name="loggers">Where it reports.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="ReplicationException">
    /// The options are wrong (all errors are listed), or the address cannot be listened on.
    /// </exception>
    /// <exception cref="PlatformNotSupportedException">Not on Linux.</exception>
    public static PostgresRelay Start(
        ReadRouter router,
        LogId log,
        RelayOptions options,
        ILoggerFactory loggers,
        TimeProvider clock
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException(
                "The relay for PostgreSQL clients runs on Linux only; use the HTTP API, which names the node to "
                    + "connect to."
            );
        }

        var logger = loggers.CreateLogger<PostgresRelay>();
        var tls = RelayStart.Check(options, clock, logger);
        var level = ReadLevel.Parse(options.Level);
        var relay = new RelayContext(router, log, options, level, clock, logger, tls);
        var loops = new RelayLoop[Environment.ProcessorCount];
        for (var i = 0; i < loops.Length; i++)
        {
            loops[i] = new RelayLoop(i, clock, logger);
        }

        try
        {
            var acceptor = RelayAcceptor.Start(relay, loops, IPEndPoint.Parse(options.Listen));
            RelayLog.Listening(logger, acceptor.EndPoint, level);
            return new PostgresRelay(relay, loops, acceptor);
        }
        catch (SocketException error)
        {
            Array.ForEach(loops, loop => loop.Dispose());
            tls?.Dispose();
            throw new ReplicationException(
                $"{options.Listen} cannot be listened on: {error.Message}.",
                "Choose another address or port, or end what is using it.",
                error
            );
        }
    }

    /// <summary>
    /// Accepts nobody any more, ends connections that are outside of a transaction with SQLSTATE 57P01, gives the
    /// others <see cref="RelayOptions.DrainTimeout"/>, and ends what is left then.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        var patience = _relay.Options.DrainTimeout;
        RelayLog.Draining(_relay.Logger, Clients, patience);
        _relay.StopAt = _relay.In(patience);
        while (Clients > 0 && _relay.Clock.GetTimestamp() < _relay.StopAt)
        {
            await Task.Delay(Poll, _relay.Clock).ConfigureAwait(false);
        }

        Array.ForEach(_loops, loop => loop.Dispose());
        _relay.Tls?.Dispose();
    }
}
