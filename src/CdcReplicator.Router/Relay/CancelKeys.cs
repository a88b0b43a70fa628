using System.Collections.Concurrent;

namespace CdcReplicator.Router;

/// <summary>
/// Which node gave out which key, so that a cancel request, which comes on a connection of its own, reaches the right
/// one.
/// </summary>
internal sealed class CancelKeys
{
    private readonly ConcurrentDictionary<string, NodeAddress> _nodes = new(StringComparer.Ordinal);

    /// <summary>
    /// Keeps a session's key. Two nodes may give out the same one only if process id and secret of at least 32 bits
    /// agree; then the later session has it.
    /// </summary>
    public void Add(ReadOnlySpan<byte> key, NodeAddress node) => _nodes[Convert.ToHexString(key)] = node;

    /// <summary>Drops a session's key, unless a later session has it.</summary>
    public void Remove(ReadOnlySpan<byte> key, NodeAddress node) =>
        _nodes.TryRemove(new(Convert.ToHexString(key), node));

    /// <summary>The node that gave out a key; null if no session has it.</summary>
    public NodeAddress? Find(ReadOnlySpan<byte> key) => _nodes.GetValueOrDefault(Convert.ToHexString(key));
}
