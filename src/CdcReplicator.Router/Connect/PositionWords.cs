using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace CdcReplicator.Router;

/// <summary>
/// What servers have said of positions, over any connection, and which connections that holds for: most reads need not ask again. See DESIGN.md. Safe for concurrent use.
/// </summary>
internal sealed class PositionWords(TimeProvider clock)
{
    /// <summary>A connection that was asked longer ago is asked again whatever is known, so that one that has died in the pool is seldom handed out.</summary>
    public static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, PositionWord> _latest = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<object, Asked> _connections = [];

    /// <summary>The moment before a server is asked.</summary>
    public long Now() => clock.GetTimestamp();

    /// <summary>A server has answered.</summary>
    /// <param name="node">Whose position it is.</param>
    /// <param name="connection">An object that lives as long as the physical connection it came over.</param>
    /// <param name="word">The answer.</param>
    public void Heard(string node, object connection, PositionWord word)
    {
        if (_connections.TryGetValue(connection, out var asked) && asked.Server == word.Server)
        {
            asked.LastAt = word.AskedAt;
        }
        else
        {
            _connections.AddOrUpdate(connection, new Asked(word.Server, word.AskedAt));
        }

        // The latest question, not the highest answer: behind a crash the highest holds for nobody any more.
        _latest.AddOrUpdate(node, word, (_, known) => known.AskedAt > word.AskedAt ? known : word);
    }

    /// <summary>A position the node has certainly applied as long as this connection lives; null if it has to be asked.</summary>
    public long? Holding(string node, object connection) =>
        _connections.TryGetValue(connection, out var asked)
        && clock.GetElapsedTime(asked.LastAt) <= AskAgainAfter
        && _latest.TryGetValue(node, out var word)
        && word.HoldsOn(asked.Server, asked.FirstAt)
            ? word.Position
            : null;

    /// <summary>Forgets what was said of a node: it has left, and may come back with other contents.</summary>
    public void Forget(string node) => _latest.TryRemove(node, out _);

    private sealed class Asked(long server, long at)
    {
        private long _lastAt = at;

        public long Server { get; } = server;

        public long FirstAt { get; } = at;

        public long LastAt
        {
            get => Volatile.Read(ref _lastAt);
            set => Volatile.Write(ref _lastAt, value);
        }
    }
}
