namespace CdcReplicator.Model;

/// <summary>Null value: what follows a delete for compaction's sake. Has no effect and completes nothing.</summary>
public sealed record TombstoneEvent(LogRecord Record) : LogEvent(Record);
