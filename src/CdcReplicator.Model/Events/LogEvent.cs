namespace CdcReplicator.Model;

/// <summary>What one record of the log says, decoded.</summary>
/// <param name="Record">The record as it stands in the log.</param>
public abstract record LogEvent(LogRecord Record);
