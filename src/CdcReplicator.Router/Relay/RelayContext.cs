using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Router;

/// <summary>What all connections of a relay share.</summary>
internal sealed class RelayContext(
    ReadRouter router,
    LogId log,
    RelayOptions options,
    ReadLevel level,
    TimeProvider clock,
    ILogger logger,
    ServerTls? tls = null
)
{
    private readonly ConcurrentDictionary<string, LoginTurns> _logins = new(StringComparer.Ordinal);
    private long _stopAt = long.MaxValue;

    public ReadRouter Router { get; } = router;

    public LogId Log { get; } = log;

    public RelayOptions Options { get; } = options;

    /// <summary>The level of connections that name none.</summary>
    public ReadLevel Level { get; } = level;

    public TimeProvider Clock { get; } = clock;

    public ILogger Logger { get; } = logger;

    /// <summary>The relay's certificate; null if it speaks no TLS to clients.</summary>
    public ServerTls? Tls { get; } = tls;

    /// <summary>TLS to nodes.</summary>
    public NodeTlsClients NodeTls { get; } = new();

    /// <summary>Who may log in to a node now.</summary>
    public LoginTurns LoginsOf(string node) =>
        _logins.GetOrAdd(node, static (_, most) => new LoginTurns(most), Options.MaxUnauthenticated);

    public CancelKeys Cancels { get; } = new();

    /// <summary>Whether the relay is stopping: nothing begins any more.</summary>
    public bool IsStopping => StopAt != long.MaxValue;

    /// <summary>When the last connection has to go; the farthest future while the relay is not stopping.</summary>
    public long StopAt
    {
        get => Volatile.Read(ref _stopAt);
        set => Volatile.Write(ref _stopAt, value);
    }

    /// <summary>The timestamp so long from now.</summary>
    public long In(TimeSpan time) => Clock.GetTimestamp() + (long)(time.TotalSeconds * Clock.TimestampFrequency);
}
