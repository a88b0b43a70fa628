namespace CdcReplicator.Cli;

/// <summary>What happened, for machines.</summary>
internal sealed record QuickstartReport
{
    public required string Log { get; init; }

    public required string Nodes { get; init; }

    public required double Seconds { get; init; }

    public required bool NodesIdentical { get; init; }

    public required long Transactions { get; init; }

    public required long Rejected { get; init; }

    public required double TransactionsPerSecond { get; init; }

    /// <summary>Longest gaps between acknowledged writes, rounded up to <see cref="WriteGapResolutionMs"/>.</summary>
    public required WriteGaps LongestWriteGapMs { get; init; }

    /// <summary>The same as measured.</summary>
    public required WriteGaps LongestWriteGapExactMs { get; init; }

    /// <summary> The interval at which each of the workload's writers writes: shorter pauses cannot be seen. </summary>
    public required double WriteGapResolutionMs { get; init; }

    public required double CatchUpSeconds { get; init; }

    public required long BacklogAtRestart { get; init; }

    /// <summary>
    /// How long the fourth node took from its start to serving reads, proved equal; null if none was added.
    /// </summary>
    public double? JoinSeconds { get; init; }

    public required long TotalBalanceExpected { get; init; }

    public required IReadOnlyDictionary<string, long> TotalBalancePerNode { get; init; }

    public required IReadOnlyList<string> Differences { get; init; }
}
