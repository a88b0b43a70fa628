namespace CdcReplicator.Bench;

/// <summary>What <c>bench relay</c> is asked to do.</summary>
internal sealed record RelayBenchOptions
{
    public const int DefaultSeconds = 5;
    public const int DefaultRounds = 7;
    public const int DefaultScale = 10;

    public static readonly IReadOnlyList<int> DefaultClients = [8, 64];

    /// <summary>Numbers of clients, each a case of its own.</summary>
    public required IReadOnlyList<int> Clients { get; init; }

    /// <summary>Length of one run.</summary>
    public required int Seconds { get; init; }

    /// <summary>Runs of each contender and case.</summary>
    public required int Rounds { get; init; }

    /// <summary>pgbench's scale: times 100,000 rows.</summary>
    public required int Scale { get; init; }

    /// <summary>Whether clients speak TLS.</summary>
    public bool Tls { get; init; }

    public string? Json { get; init; }

    public bool Keep { get; init; }
}
