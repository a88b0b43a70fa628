using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// The log contradicts itself about a transaction: a fault of the log. Every node halts at the record.
/// </summary>
public sealed class BrokenTransactionException(long offset, string problem)
    : ReplicationException(
        $"Record at offset {offset}: {problem}",
        $"Find out what its publisher did; to make every node go on without it, publish a skip for sequence {offset}."
    )
{
    /// <summary>The record at which it showed.</summary>
    public long Offset { get; } = offset;
}
