namespace CdcReplicator.Testing;

/// <summary>What of a recorded record decides its place among the records of other topics.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Offset">Its offset there.</param>
/// <param name="Timestamp">When it was written, Unix ms.</param>
/// <param name="Role">What it is.</param>
/// <param name="Transaction">The transaction it belongs to; null if to none.</param>
/// <param name="Order">Its <c>total_order</c> there.</param>
/// <param name="Lsn">Its place in the source's log; null if it says none.</param>
internal sealed record PlacedRecord(
    string Topic,
    long Offset,
    long Timestamp,
    PlacedRole Role,
    string? Transaction = null,
    long? Order = null,
    long? Lsn = null
);
