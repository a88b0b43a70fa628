namespace CdcReplicator.Model;

/// <summary>A committed transaction was rejected by the rules of its tables; it has no effect on any node.</summary>
public sealed class TransactionRejectedException(long sequence, Rejection rejection)
    : ReplicationException(
        $"Transaction {sequence} was rejected: {rejection.Detail}",
        "Read the current row and decide anew; the transaction had no effect."
    )
{
    /// <summary>The transaction's sequence.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>Reason, table and key.</summary>
    public Rejection Rejection { get; } = rejection;
}
