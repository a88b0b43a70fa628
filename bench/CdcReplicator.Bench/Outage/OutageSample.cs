namespace CdcReplicator.Bench;

/// <summary>One round.</summary>
/// <param name="Backlog">Records that the node had to catch up with when it came back.</param>
/// <param name="CatchUpSeconds">From the start of its applier until it was level.</param>
/// <param name="FailedWrites">Writes that were not acknowledged; must be 0.</param>
/// <param name="WriteP99Ms">How long a write takes to be acknowledged.</param>
/// <param name="LongestWriteGapMs">The longest time without an acknowledged write.</param>
/// <param name="OthersLagP99Ms">From a write's acknowledgement until a node that stayed has it.</param>
internal sealed record OutageSample(
    long Backlog,
    double CatchUpSeconds,
    int FailedWrites,
    PhaseFigures WriteP99Ms,
    PhaseFigures LongestWriteGapMs,
    PhaseFigures OthersLagP99Ms
);
