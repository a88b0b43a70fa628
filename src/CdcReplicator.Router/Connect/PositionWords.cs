using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace CdcReplicator.Router;

/// <summary>
/// What servers have said of positions, over any connection, and which connections that holds for: most reads need not
/// ask again. See DESIGN.md. Safe for concurrent use.
/// </summary>
internal sealed class PositionWords(TimeProvider clock)
{
    /// <summary>
    /// A connection that nobody has used for so long is asked whatever is known, so that one that has died in the pool
    /// is seldom handed out.
    /// </summary>
    public static readonly TimeSpan AskAfterIdle = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, LatestWord> _latest = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<object, Asked> _connections = [];

    /// <summary>The moment before a server is asked.</summary>
    public long Now() => clock.GetTimestamp();

    /// <summary>A server has answered.</summary>
    /// <param name="node">Whose position it is.</param>
    /// <param name="connection">An object that lives as long as the physical connection it came over.</param>
    /// <param name="word">The answer.</param>
    public void Heard(string node, object connection, PositionWord word)
    {
        if (!_connections.TryGetValue(connection, out var asked) || asked.Server != word.Server)
        {
            asked = new Asked(word.Server, word.AskedAt);
            _connections.AddOrUpdate(connection, asked);
        }

        asked.UsedAt = word.AskedAt;
        var latest = new LatestWord([word], asked.FirstAt);
        _latest.AddOrUpdate(node, latest, (_, known) => known.Then(latest));
    }

    /// <summary>
    /// A position the node has certainly applied as long as this connection lives; null if it has to be asked. The
    /// connection counts as used.
    /// </summary>
    public long? Holding(string node, object connection)
    {
        if (
            !_connections.TryGetValue(connection, out var asked)
            || clock.GetElapsedTime(asked.UsedAt) > AskAfterIdle
            || !_latest.TryGetValue(node, out var latest)
            || !latest.Word.HoldsOn(asked.Server, asked.FirstAt)
        )
        {
            return null;
        }

        asked.UsedAt = clock.GetTimestamp();
        return latest.Word.Position;
    }

    /// <summary>
    /// A caller that asks for no position uses a connection. If the connection is dead, that use shows it.
    /// </summary>
    public void Used(object connection)
    {
        if (_connections.TryGetValue(connection, out var asked))
        {
            asked.UsedAt = clock.GetTimestamp();
        }
    }

    /// <summary>
    /// Since when, at the latest, the node's server has provably not gone down, as of the last answer;
    /// <see cref="long.MaxValue"/> if nothing is known.
    /// </summary>
    public long RunsSince(string node) => _latest.TryGetValue(node, out var latest) ? latest.Since : long.MaxValue;

    /// <summary>
    /// The first remembered answer to a question put at a given time or later. The first one, because the position has
    /// gone on since. A later one would make its caller wait for no reason.
    /// </summary>
    public FoundPosition? HeardSince(string node, long since)
    {
        if (!_latest.TryGetValue(node, out var latest))
        {
            return null;
        }

        var at = Array.FindIndex(latest.Recent, word => word.AskedAt >= since);
        return at < 0 ? null : new FoundPosition(latest.Recent[at].Position, latest.Since);
    }

    /// <summary>Forgets what was said of a node: it has left, and may come back with other contents.</summary>
    public void Forget(string node) => _latest.TryRemove(node, out _);

    private sealed class Asked(long server, long at)
    {
        private long _usedAt = at;

        public long Server { get; } = server;

        public long FirstAt { get; } = at;

        public long UsedAt
        {
            get => Volatile.Read(ref _usedAt);
            set => Volatile.Write(ref _usedAt, value);
        }
    }
}
