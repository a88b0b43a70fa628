namespace CdcReplicator.Model;

/// <summary>What is remembered of a publisher to recognise duplicates. A function of the log alone.</summary>
/// <param name="Publisher">Its name.</param>
/// <param name="Kind">How its numbers count.</param>
/// <param name="LastNumber">The highest number seen.</param>
/// <param name="Missing">
/// Consecutive publishers: numbers below <paramref name="LastNumber"/> that never came, ascending, at most
/// <see cref="PublisherMemory.MaxMissing"/>.
/// </param>
/// <param name="LastLogTime">What the log's clock said at its last transaction (<see cref="AppendClock"/>), ms.</param>
internal sealed record PublisherProgress(
    string Publisher,
    PublisherKind Kind,
    long LastNumber,
    IReadOnlyList<long> Missing,
    long LastLogTime
)
{
    /// <summary>
    /// Consecutive publishers: of this number and those below it nobody knows any more whether they came. 0 if all are
    /// known.
    /// </summary>
    public long ForgottenThrough { get; init; }

    /// <summary>Connectors: what is remembered of their transactions. Null before the first.</summary>
    public SourceHistory? History { get; init; }

    /// <summary>
    /// Connectors: the number at which a snapshot was taken that came since and is below
    /// <see cref="LastNumber"/>, so of a source whose numbers have begun again lower. Null if none was.
    /// </summary>
    public long? SnapshotNumber { get; init; }
}
