namespace CdcReplicator.Cluster;

/// <summary>Which rows are asked for.</summary>
/// <param name="Tables">The tables, with the keys of each.</param>
/// <param name="Sequences">Transactions of which each node says whether it has rejected them.</param>
/// <param name="PatienceSeconds">How long the node that is repaired waits for the others' answers.</param>
internal sealed record RowsQuestion(
    IReadOnlyList<TableKeys> Tables,
    IReadOnlyList<long> Sequences,
    int PatienceSeconds
);
