namespace CdcReplicator.Bench;

/// <summary>What <c>bench latency</c> is asked to do.</summary>
internal sealed record LatencyOptions
{
    public const int DefaultRate = 200;
    public const int DefaultSeconds = 30;

    /// <summary>
    /// A broker is a Java program that compiles itself by what it does; on two processors that takes a fifth of one in
    /// its first half minute at 200 transactions/s, and nearly doubles the median.
    /// </summary>
    public const int DefaultWarmUpSeconds = 60;

    /// <summary>Transactions a second.</summary>
    public int Rate { get; init; } = DefaultRate;

    /// <summary>How long is measured, after the warm-up.</summary>
    public int Seconds { get; init; } = DefaultSeconds;

    /// <summary>How long is written at the same rate before anything counts.</summary>
    public int WarmUpSeconds { get; init; } = DefaultWarmUpSeconds;

    public required string Log { get; init; }

    public required string Node { get; init; }

    public bool Checked { get; init; }

    /// <summary>Whether PostgreSQL's own replication is measured too.</summary>
    public bool Native { get; init; }

    public int Seed { get; init; } = WorkloadCatalog.DefaultSeed;

    public string? Json { get; init; }

    public bool Keep { get; init; }
}
