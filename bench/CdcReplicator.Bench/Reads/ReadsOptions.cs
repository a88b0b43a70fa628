namespace CdcReplicator.Bench;

/// <summary>What <c>bench reads</c> is asked to do.</summary>
internal sealed record ReadsOptions
{
    public const int DefaultSessions = 32;
    public const int DefaultThinkMilliseconds = 50;
    public const int DefaultSeconds = 10;
    public const int DefaultRounds = 5;

    public required string Log { get; init; }

    public required string Node { get; init; }

    /// <summary>Users at the same time, each with a session of its own.</summary>
    public int Sessions { get; init; } = DefaultSessions;

    /// <summary>Mean pause between a user's requests, exponentially distributed; 0 for none.</summary>
    public int ThinkMilliseconds { get; init; } = DefaultThinkMilliseconds;

    /// <summary>How long each level is measured, a round.</summary>
    public int Seconds { get; init; } = DefaultSeconds;

    public int Rounds { get; init; } = DefaultRounds;

    public int Seed { get; init; } = WorkloadCatalog.DefaultSeed;

    public string? Json { get; init; }

    public bool Keep { get; init; }
}
