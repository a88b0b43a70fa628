namespace CdcReplicator.Model;

/// <summary>How long a log is set to keep what a member has not read.</summary>
internal sealed record LogRetention
{
    /// <summary>A log that does not say.</summary>
    public static LogRetention Unknown { get; } = new();

    /// <summary>
    /// Older records are deleted although members need them, milliseconds; null: none for its age alone, or unknown.
    /// </summary>
    public long? AgeMilliseconds { get; init; }

    /// <summary>
    /// Above so many bytes the oldest records are deleted although members need them; null: no limit, or unknown.
    /// </summary>
    public long? Bytes { get; init; }

    /// <summary>Bytes of all kept records; null if the log does not say.</summary>
    public long? KeptBytes { get; init; }

    /// <summary>Members get a warning when less is left to them, and the log when it is set to keep less.</summary>
    public TimeSpan Floor { get; init; } = DefaultFloor;

    /// <summary>The setting and its value that keep the log shorter than the floor; null if none does.</summary>
    public string? ShortSetting { get; init; }

    /// <summary>How to keep the log longer; a whole sentence.</summary>
    public string Remedy { get; init; } = "Keep the log longer.";

    /// <summary>Default of <see cref="Floor"/>: a day.</summary>
    public static readonly TimeSpan DefaultFloor = TimeSpan.FromHours(24);
}
