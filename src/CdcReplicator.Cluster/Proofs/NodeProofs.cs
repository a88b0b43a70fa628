using System.Collections.Immutable;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>What is known of the proofs of all nodes. Immutable.</summary>
internal sealed class NodeProofs
{
    private readonly ImmutableDictionary<string, NodeProof> _proofs;
    private readonly ImmutableDictionary<string, long> _voids;

    private NodeProofs(ImmutableDictionary<string, NodeProof> proofs, ImmutableDictionary<string, long> voids)
    {
        _proofs = proofs;
        _voids = voids;
    }

    /// <summary>Nothing is known.</summary>
    public static NodeProofs None { get; } =
        new(ImmutableDictionary<string, NodeProof>.Empty, ImmutableDictionary<string, long>.Empty);

    /// <summary>Up to when a node's proofs count no more, by the store's clock; null if all count.</summary>
    public long? VoidUntil(string nodeId) => _voids.TryGetValue(nodeId, out var until) ? until : null;

    /// <summary>The proof of a node, as far as it counts.</summary>
    public NodeProof Of(string nodeId)
    {
        var proof = _proofs.GetValueOrDefault(nodeId) ?? new NodeProof(nodeId, null);
        return VoidUntil(nodeId) is { } until && proof.Since <= until ? proof with { Since = null } : proof;
    }

    /// <summary>The same with one more entry.</summary>
    public NodeProofs With(MetadataEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Key.StartsWith(ProofStore.Voids, StringComparison.Ordinal))
        {
            var node = entry.Key[ProofStore.Voids.Length..];
            return new NodeProofs(
                _proofs,
                entry.Value is null ? _voids.Remove(node) : _voids.SetItem(node, entry.PublishedAt)
            );
        }

        if (!entry.Key.StartsWith(ProofStore.Nodes, StringComparison.Ordinal))
        {
            return this;
        }

        var of = entry.Key[ProofStore.Nodes.Length..];
        return
            entry.Value is not null
            && ProofStore.TryRead(entry, ClusterJson.Default.NodeProof) is { } proof
            && proof.NodeId == of
            ? new NodeProofs(_proofs.SetItem(of, proof), _voids)
            : new NodeProofs(_proofs.Remove(of), _voids);
    }
}
