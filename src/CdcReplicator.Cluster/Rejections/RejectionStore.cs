using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>
/// Rejections beside the log, per sequence and node. An applier publishes a rejection before it publishes a position
/// that covers it; so who sees a node's position at or after a sequence and finds no rejection of that node knows that
/// it accepted, as long as <see cref="MemberStatus.VerdictsFrom"/> is not after it.
/// </summary>
internal sealed class RejectionStore(IMetadataStore store)
{
    /// <summary>Publishes a node's rejections together; publishing them again changes nothing.</summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="rejections">In the order of their sequences.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task PublishAsync(
        string nodeId,
        IReadOnlyList<PublishedRejection> rejections,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(rejections);
        return Task.WhenAll(
            RejectionChunks
                .Cut(rejections)
                .Select(chunk => PutAsync(new NodeRejections(nodeId, chunk), cancellationToken))
        );
    }

    /// <summary>
    /// The rejections of a transaction by node; empty if none is published. An entry that cannot be read hides its
    /// node's verdict only, and never makes it an acceptance: see <see cref="FoundRejections.IsCertainOf"/>.
    /// </summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<FoundRejections> FindAsync(long sequence, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, PublishedRejection>(StringComparer.Ordinal);
        var unreadable = new HashSet<string>(StringComparer.Ordinal);
        var entries = await store.ReadAsync(RejectionKey.PrefixOf(sequence), cancellationToken).ConfigureAwait(false);
        foreach (var entry in entries)
        {
            if (RejectionKey.TryParse(entry.Key, out var key) && !key.Covers(sequence))
            {
                continue;
            }

            if (TryRead(entry) is not { } published)
            {
                unreadable.Add(key.NodeId ?? "");
            }
            else if (published.Rejections.FirstOrDefault(one => one.Sequence == sequence) is { } rejection)
            {
                found[published.NodeId] = rejection;
            }
        }

        return new FoundRejections(found, unreadable);
    }

    /// <summary>
    /// The rejections there are, then every one as it is published. One may come more than once. What cannot be read is
    /// passed over.
    /// </summary>
    public async IAsyncEnumerable<NodeRejections> WatchAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var entry in store.WatchAsync(RejectionKey.Prefix, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Value is not null && TryRead(entry) is { } published)
            {
                yield return published;
            }
        }
    }

    /// <summary>How many transactions have a rejection that is published and not removed yet.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        (await store.ReadAsync(RejectionKey.Prefix, cancellationToken).ConfigureAwait(false))
            .SelectMany(entry => TryRead(entry)?.Rejections ?? [])
            .Select(rejection => rejection.Sequence)
            .Distinct()
            .Count();

    /// <summary>
    /// All entries, with their ages by the store's own clock: the newest thing any member has said is now.
    /// </summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<IReadOnlyList<StoredRejections>> ListAsync(CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(RejectionKey.Prefix, cancellationToken).ConfigureAwait(false);
        var members = await store.ReadAsync(MemberStore.Prefix, cancellationToken).ConfigureAwait(false);
        var now = entries.Concat(members).Select(entry => entry.PublishedAt).DefaultIfEmpty(0).Max();
        var stored = new List<StoredRejections>(entries.Count);
        foreach (var entry in entries)
        {
            if (RejectionKey.TryParse(entry.Key, out var key))
            {
                var age = TimeSpan.FromMilliseconds(now - entry.PublishedAt);
                stored.Add(new StoredRejections(entry.Key, key.NodeId, key.Last, age));
            }
        }

        return stored;
    }

    /// <summary>Removes entries.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task RemoveAsync(IEnumerable<StoredRejections> entries, CancellationToken cancellationToken) =>
        Task.WhenAll(entries.Select(entry => store.PutAsync(entry.Key, null, cancellationToken)));

    private Task<long> PutAsync(NodeRejections rejections, CancellationToken cancellationToken)
    {
        var key = new RejectionKey(
            rejections.Rejections[0].Sequence,
            rejections.Rejections[^1].Sequence,
            rejections.NodeId
        );
        var value = ClusterJson.Write(rejections, ClusterJson.Default.NodeRejections);
        return store.PutAsync(key.ToString(), value, cancellationToken);
    }

    private static NodeRejections? TryRead(MetadataEntry entry)
    {
        if (!RejectionKey.TryParse(entry.Key, out var key))
        {
            return null;
        }

        try
        {
            return key.NodeId.Length > 0
                ? EntryJson.Read(entry, ClusterJson.Default.NodeRejections)
                : new NodeRejections("", [EntryJson.Read(entry, ClusterJson.Default.PublishedRejection)]);
        }
        catch (ReplicationException)
        {
            return null;
        }
    }
}
