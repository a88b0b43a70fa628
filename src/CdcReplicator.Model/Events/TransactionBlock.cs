namespace CdcReplicator.Model;

/// <summary>The <c>transaction</c> block of a row or message.</summary>
/// <param name="Id">As sent. Debezium: <c>txid:lsn</c>, whose part behind the colon differs between the records of one transaction.</param>
/// <param name="TotalOrder">Place within this delivery of the transaction, from 1.</param>
/// <param name="EventCount">Ours only: how many events the transaction has. The row that brings it to this number completes it.</param>
public readonly record struct TransactionBlock(string Id, long TotalOrder, long? EventCount)
{
    /// <summary>What all records of a Debezium transaction share: the text before the colon.</summary>
    public string JoinId => Id.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? Id[..colon] : Id;
}
