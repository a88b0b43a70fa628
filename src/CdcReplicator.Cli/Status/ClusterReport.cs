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
    public bool Healthy => Members.Count > 0 && Members.All(member => member.Healthy);
}
