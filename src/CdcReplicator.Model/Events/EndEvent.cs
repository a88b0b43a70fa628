namespace CdcReplicator.Model;

/// <summary>Debezium's END record.</summary>
/// <param name="Id">
/// As sent. PostgreSQL: <c>txid:lsn</c>; the LSN is the commit's end and rises from END to END.
/// </param>
/// <param name="EventCount">Events of this delivery (after a restart: of the second attempt alone).</param>
/// <param name="Time">The source's clock at the commit, Unix ms; 0 if it is not told.</param>
internal sealed record EndEvent(string Id, long EventCount, long Time) : EventContent;
