namespace CdcReplicator.Model;

/// <summary>
/// What is remembered of a connector's transactions. It distinguishes those that come again after a restart from those
/// of a source whose places have begun again lower. A function of the log alone.
/// </summary>
/// <param name="Last">The last one, which knows those before it.</param>
/// <param name="HighestTime">The latest commit by the source's clock, Unix ms.</param>
internal sealed record SourceHistory(RememberedPlace Last, long HighestTime)
{
    /// <summary>The run of the connector that sent the last one; null if it is unknown.</summary>
    public string? Run { get; init; }

    /// <summary>How far a repetition has come that has not reached <see cref="Last"/>; null if there is none.</summary>
    public (SourcePlace Place, int Count)? Replay { get; init; }
}
