using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>What a wrong plan makes of a batch.</summary>
internal delegate IReadOnlyList<PlannedTransaction> BatchRewrite(
    IReadOnlyList<ChangeTransaction> batch,
    IReadOnlyList<TableDefinition> tables
);
