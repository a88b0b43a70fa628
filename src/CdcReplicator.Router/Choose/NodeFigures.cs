namespace CdcReplicator;

/// <summary>What a policy knows of a node.</summary>
/// <param name="InFlight">Reads this process has there now.</param>
/// <param name="Latency">Seconds a read is expected to take there; NaN if nothing is known.</param>
/// <param name="Failures">Failures since the last success.</param>
/// <param name="Lag">Records behind the log's end; <see cref="long.MaxValue"/> if unknown.</param>
/// <param name="Weight">The weight it was given; 1 if none.</param>
/// <param name="IsLocal">Whether it runs in this process's zone.</param>
/// <param name="Warmth">From near 0 for a node that has just returned to 1 for one that has not.</param>
public readonly record struct NodeFigures(
    int InFlight,
    double Latency,
    int Failures,
    long Lag,
    double Weight,
    bool IsLocal,
    double Warmth
);
