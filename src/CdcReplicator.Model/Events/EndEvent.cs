namespace CdcReplicator.Model;

/// <summary>Debezium's END record.</summary>
/// <param name="Record">The record.</param>
/// <param name="Id"><c>txid:lsn</c>; the LSN is the commit's end and rises from END to END.</param>
/// <param name="EventCount">Events of this delivery (after a restart: of the second attempt alone).</param>
public sealed record EndEvent(LogRecord Record, string Id, long EventCount) : LogEvent(Record);
