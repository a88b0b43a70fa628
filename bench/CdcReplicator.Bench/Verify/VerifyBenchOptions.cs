namespace CdcReplicator.Bench;

/// <summary>Options of <c>bench verify</c>.</summary>
internal sealed record VerifyBenchOptions
{
    public const long DefaultRows = 5_000_000;

    public const int DefaultPairs = 5;

    public required long Rows { get; init; }

    public required int Pairs { get; init; }

    public required string? Json { get; init; }

    public required bool Keep { get; init; }
}
