using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.BatchingTests;

/// <summary>Transactions of a log, and how both nodes cut them into database transactions.</summary>
/// <param name="Schema">The tables.</param>
/// <param name="Transactions">The log.</param>
/// <param name="Batches">The batched node's database transactions; at the end they begin anew, without crashes.</param>
/// <param name="ReferenceCommits">Sizes of the reference's database transactions, over and over.</param>
internal sealed record History(
    HistorySchema Schema,
    IReadOnlyList<ChangeTransaction> Transactions,
    IReadOnlyList<BatchPlan> Batches,
    IReadOnlyList<int> ReferenceCommits
)
{
    /// <summary>Rows that the batched node decides and writes together; longer transactions go in pieces.</summary>
    public int BatchRows { get; init; } = new NodeOptions().BatchRows;

    /// <summary>Whether it has a trusted change that no node can take.</summary>
    public bool MayHalt { get; init; }

    /// <summary>Whether it was made from another, so that its source need not have been able to commit it.</summary>
    public bool IsShrunk { get; init; }

    public override string ToString() => HistoryText.Of(this);
}
