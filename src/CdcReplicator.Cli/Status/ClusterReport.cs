namespace CdcReplicator.Cli;

/// <summary>The cluster as <c>status</c> and <c>lag</c> show it.</summary>
internal sealed record ClusterReport(
    string Log,
    string LogId,
    long LogStart,
    long LogEnd,
    IReadOnlyList<MemberReport> Members
)
{
    /// <summary>Which member keeps the log from being deleted as its retention says, and how far it may; null if none does.</summary>
    public string? Retention { get; init; }

    /// <summary>What is wrong with the log and what to do; null while all is well.</summary>
    public string? Trouble { get; init; }

    public bool Healthy => Trouble is null && Members.Count > 0 && Members.All(member => member.Healthy);
}
