namespace CdcReplicator.Model;

/// <summary>The <c>transaction</c> block of a row or message.</summary>
/// <param name="Id">
/// As sent. Debezium for PostgreSQL: <c>txid:lsn</c>, whose part after the colon differs between the records of one
/// transaction.
/// </param>
/// <param name="TotalOrder">Place within this delivery of the transaction, from 1.</param>
/// <param name="EventCount">
/// Ours only: how many events the transaction has. The row that brings it to this number completes it.
/// </param>
internal readonly record struct TransactionBlock(TransactionId Id, long TotalOrder, long? EventCount);
