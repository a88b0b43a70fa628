using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Rows that are written past the log, so that a node has what another has at the same position.</summary>
/// <param name="Position">The position they belong to; the node must have it, and keeps it.</param>
/// <param name="Changes">What is written and deleted, trusted: no trigger and no foreign key acts.</param>
/// <param name="Rejections">Rejected transactions as the node shall keep them.</param>
/// <param name="Forgotten">Sequences that the node keeps as rejected and shall not.</param>
internal sealed record RowRewrite(
    NodePosition Position,
    IReadOnlyList<RowChange> Changes,
    IReadOnlyList<DataValue[]> Rejections,
    IReadOnlyList<long> Forgotten
);
