namespace CdcReplicator.BatchingTests;

/// <summary>What one change did to one row: before and after, null where there is none.</summary>
internal readonly record struct AppliedChange(HistoryTable Table, Row? Before, Row? After);
