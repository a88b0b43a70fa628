namespace CdcReplicator;

/// <summary>
/// The transaction is logged and will be decided by every node, but not as many as asked for have done so in time.
/// </summary>
public sealed class DurabilityNotReachedException(
    CommitReceipt receipt,
    Durability wanted,
    string behind,
    Exception? inner = null
)
    : ReplicationException(
        $"Transaction {receipt?.Sequence} is logged but not yet {wanted}: {behind}.",
        "Do not publish it again. Look at 'status' for the nodes named here, or read with the receipt's session token.",
        inner
    )
{
    /// <summary>Sequence and token; the verdict is not known.</summary>
    public CommitReceipt Receipt { get; } = receipt!;
}
