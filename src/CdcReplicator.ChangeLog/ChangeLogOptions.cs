namespace CdcReplicator.ChangeLog;

/// <summary>How a process uses a log, whichever kind it is.</summary>
public sealed record ChangeLogOptions
{
    /// <summary>Used for <c>embedded:</c>.</summary>
    public EmbeddedLogOptions Embedded { get; init; } = new();
}
