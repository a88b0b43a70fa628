namespace CdcReplicator.BatchingTests;

/// <summary>The batched run of a history did not end as the reference did.</summary>
internal sealed class HistoriesDifferException(IReadOnlyList<string> differences)
    : Exception(string.Join('\n', differences))
{
    /// <summary>Each difference, to read.</summary>
    public IReadOnlyList<string> Differences { get; } = differences;
}
