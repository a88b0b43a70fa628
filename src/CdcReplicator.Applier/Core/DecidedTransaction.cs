using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>A transaction that waits for its commit.</summary>
/// <param name="Completed">The transaction.</param>
/// <param name="IsPassedOver">Whether it has no effect: a duplicate, empty, or skipped.</param>
/// <param name="Progress">Its publisher's numbers behind it, if they changed.</param>
internal readonly record struct DecidedTransaction(
    CompletedTransaction Completed,
    bool IsPassedOver,
    PublisherProgress? Progress
)
{
    public ChangeTransaction Transaction => Completed.Transaction;

    public bool IsCheckpoint => Transaction.Control?.Prefix == WellKnown.CheckpointMessage;

    /// <summary>Bytes of memory its rows take; what is passed over has given them back.</summary>
    public long BytesInMemory => IsPassedOver ? 0 : Completed.BytesInMemory;

    /// <summary>Whether it needs a commit of its own accord, rather than with the next one.</summary>
    public bool HasEffect => !IsPassedOver || IsCheckpoint;
}
