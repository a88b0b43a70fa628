using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>A transaction of a wrong plan.</summary>
/// <param name="Origins">Places in the batch of the transactions that get its verdict.</param>
/// <param name="Transaction">What is applied.</param>
internal sealed record PlannedTransaction(IReadOnlyList<int> Origins, ChangeTransaction Transaction);
