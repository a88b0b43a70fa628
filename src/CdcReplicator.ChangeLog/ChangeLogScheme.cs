namespace CdcReplicator.ChangeLog;

/// <summary>The kinds of change log.</summary>
internal enum ChangeLogScheme
{
    /// <summary><c>embedded:path</c>, a file of this machine.</summary>
    Embedded,

    /// <summary><c>kafka://host:port[,host:port]/cluster</c>.</summary>
    Kafka,
}
