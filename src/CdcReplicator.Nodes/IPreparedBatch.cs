using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Transactions of one semantics, in order, with what a node could work out of them without its database. Made by
/// <see cref="INode.Prepare"/>, while the batch before may still be under way; applied at most once, or simply
/// forgotten.
/// </summary>
internal interface IPreparedBatch
{
    /// <summary>The transactions.</summary>
    IReadOnlyList<ChangeTransaction> Transactions { get; }
}
