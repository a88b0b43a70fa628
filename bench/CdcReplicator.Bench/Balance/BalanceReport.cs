namespace CdcReplicator.Bench;

/// <summary>What <c>bench balance</c> found, for machines.</summary>
internal sealed record BalanceReport
{
    public required int Readers { get; init; }

    public required int Seconds { get; init; }

    public required int Rounds { get; init; }

    public required int Seed { get; init; }

    public required IReadOnlyList<BalanceFigures> Figures { get; init; }

    public required RunConditions Conditions { get; init; }
}
