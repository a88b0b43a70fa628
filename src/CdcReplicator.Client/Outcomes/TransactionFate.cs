namespace CdcReplicator.Client;

/// <summary>What the log says of one transaction of an SDK publisher.</summary>
/// <param name="Sequence">Where it completed; null if an abandon message came first.</param>
internal readonly record struct TransactionFate(long? Sequence);
