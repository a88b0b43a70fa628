using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>What a wrong plan makes of one change.</summary>
internal delegate RowChange RowRewrite(ChangeTransaction of, RowChange row, IReadOnlyList<TableDefinition> tables);
