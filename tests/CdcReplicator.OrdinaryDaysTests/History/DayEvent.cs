namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>What somebody did or saw, in the order in which it was noted.</summary>
internal abstract record DayEvent
{
    /// <summary>A writer is about to send a version of a row.</summary>
    internal sealed record Tried(long Key, int Version) : DayEvent;

    /// <summary>A writer was told that the log has it.</summary>
    internal sealed record Acknowledged(long Key, int Version, long Sequence) : DayEvent;

    /// <summary>A writer was told that it has no effect anywhere.</summary>
    internal sealed record Refused(long Key, int Version, string Why) : DayEvent;

    /// <summary>A reader asked for at least a sequence and found a version, or no row.</summary>
    /// <param name="Node">Which node answered.</param>
    /// <param name="Key">The row.</param>
    /// <param name="Token">The sequence asked for.</param>
    /// <param name="Version">What was there; null: no row.</param>
    /// <param name="Began">How many events had been noted when the reader asked.</param>
    internal sealed record Read(string Node, long Key, long Token, int? Version, int Began) : DayEvent;

    /// <summary>
    /// Somebody is about to change a node's rows by hand: until it is mended nothing can be said of its reads.
    /// </summary>
    internal sealed record Spoilt(string Node) : DayEvent;

    /// <summary>Somebody has put another log in the place of the log.</summary>
    internal sealed record LogReplaced : DayEvent;

    /// <summary>Somebody looked at what the nodes say.</summary>
    /// <param name="IsAnyActive">Whether a node said active.</param>
    internal sealed record Looked(bool IsAnyActive) : DayEvent;

    /// <summary>
    /// The verdicts that the nodes have published show that a node decides otherwise than the others.
    /// </summary>
    internal sealed record Shown(string Node) : DayEvent;
}
