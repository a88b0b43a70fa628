namespace CdcReplicator.Bench;

/// <summary>What readers got in one turn of one contender.</summary>
/// <param name="ReadsPerSecond">Reads that succeeded.</param>
/// <param name="P50Ms">Of those, from asking for a connection to the answer.</param>
/// <param name="P99Ms">As above.</param>
/// <param name="Reads">How many succeeded.</param>
/// <param name="Failures">How many failed.</param>
/// <param name="FailureReasons">Why, each reason once.</param>
internal sealed record BalanceSample(
    double ReadsPerSecond,
    double P50Ms,
    double P99Ms,
    long Reads,
    long Failures,
    IReadOnlyList<string> FailureReasons
);
