namespace CdcReplicator.Cli;

/// <summary>The cluster as <c>status</c> and <c>lag</c> show it.</summary>
internal sealed record ClusterReport(
    string Log,
    string LogId,
    long? LogStart,
    long? LogEnd,
    IReadOnlyList<MemberReport> Members
)
{
    /// <summary>What is wrong with the log; null if nothing is known to be.</summary>
    public string? LogTrouble { get; init; }

    /// <summary>How old the newest thing shown is, in seconds; 0 while heartbeats come.</summary>
    public double PictureAgeSeconds { get; init; }

    /// <summary>Why the picture is old; null if it is not.</summary>
    public string? PictureOldBecause { get; init; }

    /// <summary>
    /// Which member keeps the log from being deleted as its retention says, and how far it may; null if none does.
    /// </summary>
    public string? Retention { get; init; }

    /// <summary>That the log is set to keep its records too short, and how to change it; null if it is not.</summary>
    public string? RetentionTooShort { get; init; }

    /// <summary>
    /// Members that are not shown, because their entries beside the log cannot be read; a sentence each.
    /// </summary>
    public IReadOnlyList<string> Unreadable { get; init; } = [];

    /// <summary>Sources that have different settings at different appliers; a sentence each.</summary>
    public IReadOnlyList<string> DifferingSources => [.. SourceSections.Differing(Members)];

    /// <summary>Whether appliers count orders by different keys; a sentence if so.</summary>
    public IReadOnlyList<string> DifferingOrderKeys => [.. SourceSections.DifferingOrderKeys(Members)];

    /// <summary>Appliers that wait to take over.</summary>
    public IReadOnlyList<StandbyReport> Standbys { get; init; } = [];

    public bool Healthy =>
        LogTrouble is null
        && PictureOldBecause is null
        && Unreadable.Count == 0
        && DifferingSources.Count == 0
        && DifferingOrderKeys.Count == 0
        && Members.Count > 0
        && Members.All(member => member.Healthy || member.State == "left");

    /// <summary>The same picture, some time later, when no newer one could be had.</summary>
    public ClusterReport Older(TimeSpan by, string because) =>
        this with
        {
            PictureAgeSeconds = Math.Round(PictureAgeSeconds + by.TotalSeconds, 1),
            PictureOldBecause = because,
        };
}
