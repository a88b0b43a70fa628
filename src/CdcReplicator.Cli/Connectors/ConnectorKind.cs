namespace CdcReplicator.Cli;

/// <summary>Which database a connector reads.</summary>
internal enum ConnectorKind
{
    /// <summary>One that has no rules here.</summary>
    Other,
    Postgres,
    MySql,
    MariaDb,
    SqlServer,
    Oracle,
    MongoDb,
}
