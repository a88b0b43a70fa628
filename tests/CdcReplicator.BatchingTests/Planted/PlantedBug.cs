using CdcReplicator.Nodes;

namespace CdcReplicator.BatchingTests;

/// <summary>A wrong batching that the property must tell from a right one.</summary>
/// <param name="Name">What it gets wrong.</param>
/// <param name="Plant">Puts it between the run and its node.</param>
internal sealed record PlantedBug(string Name, Func<INode, INode> Plant)
{
    /// <summary>A bug that changes what a batch holds.</summary>
    public static PlantedBug InBatch(string name, BatchRewrite rewrite) =>
        new(
            name,
            node => new PlantedNode(
                node,
                (tables, transaction, _) => new RewritingTransaction(transaction, rewrite, tables)
            )
        );

    /// <summary>A bug that replaces changes of rows.</summary>
    public static PlantedBug InRows(string name, RowRewrite rewrite) =>
        InBatch(
            name,
            (batch, tables) =>
                [
                    .. batch.Select(
                        (t, i) =>
                            new PlannedTransaction(
                                [i],
                                t with
                                {
                                    Rows = [.. t.Rows.Select(row => rewrite(t, row, tables))],
                                }
                            )
                    ),
                ]
        );

    public override string ToString() => Name;
}
