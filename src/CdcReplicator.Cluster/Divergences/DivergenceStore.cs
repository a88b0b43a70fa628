using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>
/// Nodes that differ, beside the log, one entry per node. The node's own applier follows its entry and shows
/// <see cref="NodeState.Diverged"/>; so the finding survives restarts of everybody.
/// </summary>
internal sealed class DivergenceStore(IMetadataStore store, TimeProvider time)
{
    internal const string Prefix = "divergence/";

    /// <summary>Says that a node differs; an earlier finding, which is where it began, stays.</summary>
    /// <returns>The finding that stands.</returns>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<Divergence> PublishAsync(Divergence divergence, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(divergence);
        var known = await FindAsync(divergence.NodeId, cancellationToken).ConfigureAwait(false);
        if (known is { IsDiverged: true } && known.Sequence <= divergence.Sequence)
        {
            return known;
        }

        await PutAsync(divergence, cancellationToken).ConfigureAwait(false);
        return divergence;
    }

    /// <summary>Says that a node is right up to a sequence. A difference found at a later one stays.</summary>
    /// <returns>Whether no difference is known of the node any more.</returns>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<bool> ClearAsync(
        string nodeId,
        long throughSequence,
        DivergenceFinder by,
        string reason,
        CancellationToken cancellationToken
    )
    {
        var known = await FindAsync(nodeId, cancellationToken).ConfigureAwait(false);
        if (known is null || known.Sequence > throughSequence)
        {
            return known is not { IsDiverged: true };
        }

        var cleared = new Divergence(nodeId, false, throughSequence, time.GetUtcNow(), by, reason);
        await PutAsync(cleared, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>
    /// Says that an operator takes a node for right up to a sequence, though nobody has compared it. A difference that
    /// is known stays.
    /// </summary>
    /// <returns>Whether no difference is known of the node.</returns>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<bool> VouchAsync(
        string nodeId,
        long throughSequence,
        string reason,
        CancellationToken cancellationToken
    )
    {
        if (await FindAsync(nodeId, cancellationToken).ConfigureAwait(false) is { IsDiverged: true })
        {
            return false;
        }

        var word = new Divergence(nodeId, false, throughSequence, time.GetUtcNow(), DivergenceFinder.Operator, reason);
        await PutAsync(word, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>
    /// What was last found of a node; null if nothing ever was. What cannot be read is taken for a difference of which
    /// nobody knows where it began: see <see cref="Divergence.UnknownSequence"/>.
    /// </summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<Divergence?> FindAsync(string nodeId, CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(Prefix + nodeId, cancellationToken).ConfigureAwait(false);
        return entries.FirstOrDefault(entry => entry.Key.Length == Prefix.Length + nodeId.Length) is { } found
            ? Read(found)
            : null;
    }

    /// <summary>All nodes that differ, by id.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<IReadOnlyDictionary<string, Divergence>> ReadAsync(CancellationToken cancellationToken) =>
        (await ReadAllAsync(cancellationToken).ConfigureAwait(false))
            .Values.Where(divergence => divergence.IsDiverged)
            .ToDictionary(divergence => divergence.NodeId, StringComparer.Ordinal);

    /// <summary>What was last found of each node, by id: that it differs, or that it does not.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<IReadOnlyDictionary<string, Divergence>> ReadAllAsync(CancellationToken cancellationToken) =>
        (await store.ReadAsync(Prefix, cancellationToken).ConfigureAwait(false))
            .Select(Read)
            .ToDictionary(divergence => divergence.NodeId, StringComparer.Ordinal);

    /// <summary>
    /// What is known of all nodes, then every finding as it comes; null for a node whose entry was removed.
    /// </summary>
    public async IAsyncEnumerable<(string NodeId, Divergence? Finding)> WatchAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var entry in store.WatchAsync(Prefix, cancellationToken).ConfigureAwait(false))
        {
            yield return (entry.Key[Prefix.Length..], entry.Value is null ? null : Read(entry));
        }
    }

    /// <summary>Forgets what was found of a node.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task RemoveAsync(string nodeId, CancellationToken cancellationToken) =>
        store.PutAsync(Prefix + nodeId, null, cancellationToken);

    private Task<long> PutAsync(Divergence divergence, CancellationToken cancellationToken) =>
        store.PutAsync(
            Prefix + divergence.NodeId,
            ClusterJson.Write(divergence, ClusterJson.Default.Divergence),
            cancellationToken
        );

    // Somebody found something of the node; what cannot be read is taken for the safer of the two.
    private static Divergence Read(MetadataEntry entry)
    {
        var nodeId = entry.Key[Prefix.Length..];
        try
        {
            return EntryJson.ReadOf(nodeId, entry, ClusterJson.Default.Divergence, finding => finding.NodeId);
        }
        catch (ReplicationException error)
        {
            return new Divergence(
                nodeId,
                IsDiverged: true,
                Divergence.UnknownSequence,
                DateTimeOffset.FromUnixTimeMilliseconds(entry.PublishedAt),
                DivergenceFinder.Unknown,
                $"Whether it differs cannot be told, so it counts as differing. {error.Problem} {error.Remedy} "
                    + $"If it is right: cdc-replicator verify, or cdc-replicator accept {nodeId}"
            );
        }
    }
}
