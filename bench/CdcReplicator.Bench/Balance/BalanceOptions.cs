namespace CdcReplicator.Bench;

/// <summary>What <c>bench balance</c> is asked to do.</summary>
internal sealed record BalanceOptions
{
    public const int DefaultReaders = 32;
    public const int DefaultSeconds = 6;
    public const int DefaultRounds = 3;

    /// <summary>The cases to measure.</summary>
    public required IReadOnlyList<string> Cases { get; init; }

    /// <summary>Readers that read one after another, all at the same time.</summary>
    public int Readers { get; init; } = DefaultReaders;

    /// <summary>How long each contender reads, a round.</summary>
    public int Seconds { get; init; } = DefaultSeconds;

    /// <summary>How often each contender takes its turn.</summary>
    public int Rounds { get; init; } = DefaultRounds;

    public int Seed { get; init; } = WorkloadCatalog.DefaultSeed;

    public string? Json { get; init; }
}
