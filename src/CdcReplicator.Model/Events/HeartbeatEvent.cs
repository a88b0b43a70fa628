namespace CdcReplicator.Model;

/// <summary>A connector's heartbeat. Has no effect and completes nothing.</summary>
public sealed record HeartbeatEvent(LogRecord Record) : LogEvent(Record);
