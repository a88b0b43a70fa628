using System.Text.Json.Serialization.Metadata;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>
/// Proofs beside the log: where the round stands under <c>proof-round</c>, a table's under
/// <c>proof-table/NODE/TABLE</c>, a node's under <c>proof/node/NODE</c>, and up to when a node's proofs count no more
/// under <c>proof/void/NODE</c>. An entry that cannot be read is no proof.
/// </summary>
internal sealed class ProofStore(IMetadataStore store)
{
    internal const string Prefix = "proof/";
    internal const string Nodes = Prefix + "node/";
    internal const string Voids = Prefix + "void/";
    private const string Round = "proof-round";
    private const string Tables = "proof-table/";

    /// <summary>Where the round stands, and since when, by the store's clock; null if that is not known.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<(ProofRound Round, long PublishedAt)?> ReadRoundAsync(CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(Round, cancellationToken).ConfigureAwait(false);
        return
            entries.FirstOrDefault(entry => entry.Key == Round) is { } found
            && TryRead(found, ClusterJson.Default.ProofRound) is { } round
            ? (round, found.PublishedAt)
            : null;
    }

    /// <summary>Says where the round stands.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task PublishAsync(ProofRound round, CancellationToken cancellationToken) =>
        store.PutAsync(Round, ClusterJson.Write(round, ClusterJson.Default.ProofRound), cancellationToken);

    /// <summary>Publishes a table's proof.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task PublishAsync(TableProof proof, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return store.PutAsync(
            TablesOf(proof.NodeId) + Uri.EscapeDataString(proof.Table),
            ClusterJson.Write(proof, ClusterJson.Default.TableProof),
            cancellationToken
        );
    }

    /// <summary>Publishes a node's proof.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task PublishAsync(NodeProof proof, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return store.PutAsync(
            Nodes + proof.NodeId,
            ClusterJson.Write(proof, ClusterJson.Default.NodeProof),
            cancellationToken
        );
    }

    /// <summary>
    /// Says that a node's proofs count no more: it was seeded, adopted, repaired or unlocked. A round under way does
    /// not prove it either, because its time is the one at which it began.
    /// </summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task VoidAsync(string nodeId, CancellationToken cancellationToken) =>
        store.PutAsync(Voids + nodeId, "{}"u8.ToArray(), cancellationToken);

    /// <summary>The proofs of a node's tables.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<IReadOnlyList<TableProof>> ReadTablesAsync(string nodeId, CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(TablesOf(nodeId), cancellationToken).ConfigureAwait(false);
        return
        [
            .. entries
                .Select(entry => TryRead(entry, ClusterJson.Default.TableProof))
                .OfType<TableProof>()
                .Where(proof => proof.NodeId == nodeId)
                .OrderBy(proof => proof.Table, StringComparer.Ordinal),
        ];
    }

    /// <summary>The proofs of all nodes.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<NodeProofs> ReadNodesAsync(CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(Prefix, cancellationToken).ConfigureAwait(false);
        return entries.Aggregate(NodeProofs.None, (proofs, entry) => proofs.With(entry));
    }

    /// <summary>Forgets the proofs of a node.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task RemoveAsync(string nodeId, CancellationToken cancellationToken)
    {
        await store.PutAsync(Nodes + nodeId, null, cancellationToken).ConfigureAwait(false);
        await store.PutAsync(Voids + nodeId, null, cancellationToken).ConfigureAwait(false);
        foreach (var entry in await store.ReadAsync(TablesOf(nodeId), cancellationToken).ConfigureAwait(false))
        {
            await store.PutAsync(entry.Key, null, cancellationToken).ConfigureAwait(false);
        }
    }

    internal static T? TryRead<T>(MetadataEntry entry, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return EntryJson.Read(entry, type);
        }
        catch (ReplicationException)
        {
            // No proof; so the node's age grows until one is written that can be read.
            return null;
        }
    }

    private static string TablesOf(string nodeId) => $"{Tables}{Uri.EscapeDataString(nodeId)}/";
}
