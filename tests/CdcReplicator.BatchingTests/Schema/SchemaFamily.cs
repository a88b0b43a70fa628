namespace CdcReplicator.BatchingTests;

/// <summary>Tables that belong together, and how each kind of node makes them.</summary>
internal sealed record SchemaFamily(string Name, string Postgres, string Sqlite, params HistoryTable[] Tables);
