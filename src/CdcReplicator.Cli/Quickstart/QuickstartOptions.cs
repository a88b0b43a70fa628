namespace CdcReplicator.Cli;

/// <summary>What the user asked the demonstration to do.</summary>
internal sealed record QuickstartOptions
{
    public const int DefaultSeconds = 20;
    public const int DefaultRate = 200;
    public const string EmbeddedLog = "embedded";
    public const string KafkaLog = "kafka";
    public const string SqliteNodes = "sqlite";
    public const string PostgresNodes = "postgres";

    /// <summary>Length of the workload in seconds; the kill is at a third, the restart at two thirds.</summary>
    public int Seconds { get; init; } = DefaultSeconds;

    /// <summary><c>embedded</c> or <c>kafka</c>.</summary>
    public string Log { get; init; } = EmbeddedLog;

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public string Nodes { get; init; } = SqliteNodes;

    /// <summary>Transactions a second.</summary>
    public int Rate { get; init; } = DefaultRate;

    /// <summary>Where the JSON report goes, if anywhere.</summary>
    public string? Report { get; init; }

    /// <summary>Whether a fourth node, with an empty database, joins under load.</summary>
    public bool AddNode { get; init; }

    /// <summary>Keep databases, log and applier output.</summary>
    public bool Keep { get; init; }
}
