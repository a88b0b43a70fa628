namespace CdcReplicator;

/// <summary>A pending transaction that can no longer be retried or resolved here: too old, or of another log.</summary>
public sealed class PendingTransactionRefusedException(string problem, string remedy, Exception? inner = null)
    : ReplicationException(problem, remedy, inner);
