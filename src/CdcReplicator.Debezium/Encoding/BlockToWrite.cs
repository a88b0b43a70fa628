namespace CdcReplicator.Debezium;

/// <summary>What the <c>transaction</c> block of a record says.</summary>
/// <param name="Id">The transaction.</param>
/// <param name="TotalOrder">Place in it, from 1.</param>
/// <param name="CollectionOrder">Place among its changes of this table, from 1.</param>
/// <param name="EventCount">How many events it has; null with Debezium's own block, which cannot say so.</param>
internal readonly record struct BlockToWrite(string Id, long TotalOrder, long CollectionOrder, long? EventCount);
