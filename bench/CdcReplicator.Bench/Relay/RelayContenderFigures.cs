namespace CdcReplicator.Bench;

/// <summary>One way to the server, over all rounds.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="TransactionsPerSecond">Median.</param>
/// <param name="CpuMicrosecondsPerTransaction">Median of what the process between took; null if there is none.</param>
/// <param name="OursRatioMedian">Ours by this one, round by round; null for ours.</param>
/// <param name="OursRatioMin">The smallest.</param>
/// <param name="OursRatioMax">The largest.</param>
internal sealed record RelayContenderFigures(
    string Name,
    double TransactionsPerSecond,
    double? CpuMicrosecondsPerTransaction,
    double? OursRatioMedian,
    double? OursRatioMin,
    double? OursRatioMax
);
