namespace CdcReplicator.Bench;

/// <summary>What <c>bench outage</c> is asked to do.</summary>
internal sealed record OutageOptions
{
    public const int DefaultRate = 500;
    public const int DefaultBacklog = 2_000_000;
    public const int DefaultSeconds = 20;
    public const int DefaultRounds = 5;

    public required string Log { get; init; }

    public required string Node { get; init; }

    /// <summary>Transactions a second, of one row each.</summary>
    public int Rate { get; init; } = DefaultRate;

    /// <summary>Changes that are written while the node is away.</summary>
    public int Backlog { get; init; } = DefaultBacklog;

    /// <summary>
    /// How long writes are measured with all nodes, and with one dead. With one that catches up: until it is level, and
    /// as long at least.
    /// </summary>
    public int Seconds { get; init; } = DefaultSeconds;

    public int Rounds { get; init; } = DefaultRounds;

    public string? Json { get; init; }

    public bool Keep { get; init; }
}
