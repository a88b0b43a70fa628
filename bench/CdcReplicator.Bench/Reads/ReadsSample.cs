namespace CdcReplicator.Bench;

/// <summary>Reads of one level in one round. Times in ms, from asking for a connection to the answer.</summary>
/// <param name="Reads">How many.</param>
/// <param name="WithoutWaiting">Share of them that a node could serve at once, 0 to 1.</param>
/// <param name="Stale">Reads that did not show the session's last write.</param>
/// <param name="P50Ms">Median.</param>
/// <param name="P99Ms">99th percentile.</param>
/// <param name="ServedP99Ms">99th percentile of those that a node could serve at once.</param>
internal sealed record ReadsSample(
    long Reads,
    double WithoutWaiting,
    long Stale,
    double P50Ms,
    double P99Ms,
    double ServedP99Ms
);
