using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>Transactions that go into one commit of the node, with the position after them.</summary>
internal sealed record ApplierBatch
{
    /// <summary>How the transactions are taken.</summary>
    public required WriteSemantics Semantics { get; init; }

    /// <summary>The transactions with an effect, in order; none if only the position moves.</summary>
    public required IReadOnlyList<ChangeTransaction> Transactions { get; init; }

    /// <summary>Transactions rejected whatever the node holds, in order; the node gets nothing of them.</summary>
    public IReadOnlyList<PublishedRejection> Rejected { get; init; } = [];

    /// <summary>The schema change that is all of this batch; null if it is none.</summary>
    public SchemaStep? SchemaStep { get; init; }

    /// <summary>Row events of the transactions.</summary>
    public long Rows { get; init; }

    /// <summary>The position the node must still have.</summary>
    public required NodePosition Expected { get; init; }

    /// <summary>The position it will have.</summary>
    public required NodePosition Next { get; init; }

    /// <summary>Publishers whose numbers changed, each once.</summary>
    public required IReadOnlyList<PublisherProgress> Publishers { get; init; }
}
