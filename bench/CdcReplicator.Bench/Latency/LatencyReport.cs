namespace CdcReplicator.Bench;

/// <summary>What <c>bench latency</c> found, for machines. Milliseconds from acknowledged to visible.</summary>
internal sealed record LatencyReport
{
    public required string Workload { get; init; }

    public required string Log { get; init; }

    public required string Node { get; init; }

    public required bool Checked { get; init; }

    public required int Seed { get; init; }

    public required int Rate { get; init; }

    public required int Seconds { get; init; }

    /// <summary>Written before, at the same rate, and not counted.</summary>
    public required int WarmUpSeconds { get; init; }

    /// <summary>Measured transactions; those of the warm-up are not among them.</summary>
    public required int Transactions { get; init; }

    public required double P50Ms { get; init; }

    public required double P99Ms { get; init; }

    public required double P999Ms { get; init; }

    public required double MaxMs { get; init; }

    /// <summary>From the start of the write to its acknowledgement.</summary>
    public required double AcknowledgeP50Ms { get; init; }

    public string? Baseline { get; init; }

    public double? BaselineP50Ms { get; init; }

    public double? BaselineP99Ms { get; init; }

    public double? BaselineP999Ms { get; init; }

    public double? BaselineMaxMs { get; init; }

    public double? BaselineAcknowledgeP50Ms { get; init; }

    /// <summary>How a row was found to be visible.</summary>
    public required string ObservedBy { get; init; }

    public required RunConditions Conditions { get; init; }
}
