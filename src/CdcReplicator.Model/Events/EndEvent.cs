namespace CdcReplicator.Model;

/// <summary>Debezium's END record.</summary>
/// <param name="Id">As sent. PostgreSQL: <c>txid:lsn</c>; the LSN is the commit's end and rises from END to END.</param>
/// <param name="EventCount">Events of this delivery (after a restart: of the second attempt alone).</param>
public sealed record EndEvent(string Id, long EventCount) : EventContent;
