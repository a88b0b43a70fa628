using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>
/// Words on nodes' locks beside the log, one entry for each node that was ever unlocked, and what a comparison has
/// found since.
/// </summary>
internal sealed class LockStore(IMetadataStore store, TimeProvider time)
{
    private const string Prefix = "lock/";
    private const string ProofPrefix = "lock-proof/";

    /// <summary>Unlocks a node or locks it again; what was said before is replaced.</summary>
    /// <returns>The number of the word.</returns>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task<long> PublishAsync(NodeLock word, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(word);
        var value = ClusterJson.Write(word, ClusterJson.Default.NodeLock);
        return store.PutAsync(Prefix + word.NodeId, value, cancellationToken);
    }

    /// <summary>Says that a node was found equal after it had taken in a word.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task PublishAsync(LockProof proof, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proof);
        var value = ClusterJson.Write(proof, ClusterJson.Default.LockProof);
        return store.PutAsync(ProofPrefix + proof.NodeId, value, cancellationToken);
    }

    /// <summary>Removes what is said of a node that is no member any more.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task RemoveAsync(string nodeId, CancellationToken cancellationToken)
    {
        await store.PutAsync(Prefix + nodeId, null, cancellationToken).ConfigureAwait(false);
        await store.PutAsync(ProofPrefix + nodeId, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The latest words, by node. One that cannot be read is said to hold for a day.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<IReadOnlyDictionary<string, NodeLockView>> ReadAsync(CancellationToken cancellationToken)
    {
        var proofs = await store.ReadAsync(ProofPrefix, cancellationToken).ConfigureAwait(false);
        var proved = proofs
            .Select(ReadProof)
            .OfType<LockProof>()
            .ToDictionary(proof => proof.NodeId, proof => proof.Order);
        return (await store.ReadAsync(Prefix, cancellationToken).ConfigureAwait(false))
            .Select(entry => View(entry) with { ProvedOrder = Found(proved, entry.Key[Prefix.Length..]) })
            .ToDictionary(view => view.Lock.NodeId, StringComparer.Ordinal);
    }

    /// <summary>The latest word on a node, then every word as it comes. What cannot be read is not acted on.</summary>
    public async IAsyncEnumerable<NodeLockView> WatchAsync(
        string nodeId,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var entry in store.WatchAsync(Prefix + nodeId, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Value is not null && entry.Key == Prefix + nodeId)
            {
                yield return new NodeLockView(
                    ReadLock(entry),
                    entry.Version,
                    MemberStore.AgeOf(entry, time),
                    AtOf(entry)
                );
            }
        }
    }

    private static long? Found(Dictionary<string, long> proved, string nodeId) =>
        proved.TryGetValue(nodeId, out var order) ? order : null;

    private NodeLockView View(MetadataEntry entry)
    {
        NodeLock word;
        try
        {
            word = ReadLock(entry);
        }
        catch (ReplicationException error)
        {
            word = new NodeLock(entry.Key[Prefix.Length..], (long)NodeLock.Longest.TotalSeconds, "?", error.Problem);
        }

        return new NodeLockView(word, entry.Version, MemberStore.AgeOf(entry, time), AtOf(entry));
    }

    // Long texts and times are a stranger's: an order has bounds.
    private static NodeLock ReadLock(MetadataEntry entry)
    {
        var word = EntryJson.ReadOf(
            entry.Key[Prefix.Length..],
            entry,
            ClusterJson.Default.NodeLock,
            found => found.NodeId
        );
        return word with
        {
            Seconds = Math.Clamp(word.Seconds, 0, (long)NodeLock.Longest.TotalSeconds),
            By = ShortText.Of(word.By, NodeLock.MaxText),
            Reason = ShortText.Of(word.Reason, NodeLock.MaxText),
        };
    }

    private static LockProof? ReadProof(MetadataEntry entry)
    {
        try
        {
            var node = entry.Key[ProofPrefix.Length..];
            return EntryJson.ReadOf(node, entry, ClusterJson.Default.LockProof, found => found.NodeId);
        }
        catch (ReplicationException)
        {
            // What cannot be read proves nothing.
            return null;
        }
    }

    private static DateTimeOffset AtOf(MetadataEntry entry) =>
        DateTimeOffset.FromUnixTimeMilliseconds(entry.PublishedAt);
}
