namespace CdcReplicator;

/// <summary>A retried transaction had been resolved before as having no effect, and this is final.</summary>
public sealed class TransactionAbandonedException(string publisher, long number)
    : ReplicationException(
        $"Transaction {publisher}:{number} was resolved before as having no effect; retrying it has none either.",
        "Publish the change as a new transaction."
    );
