namespace CdcReplicator.Model;

/// <summary>Debezium's BEGIN record.</summary>
public sealed record BeginEvent(LogRecord Record, string Id) : LogEvent(Record);
