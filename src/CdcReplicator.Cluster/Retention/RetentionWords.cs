using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>Says of retention what a person must know.</summary>
internal static class RetentionWords
{
    /// <summary>Why a node has to be looked after, and how.</summary>
    public static string Of(RetentionOutlook outlook, LogRetention retention)
    {
        ArgumentNullException.ThrowIfNull(retention);
        var size = outlook.NeededBytes is { } bytes
            ? string.Create(CultureInfo.InvariantCulture, $", {bytes / 1048576.0:0.#} MiB")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"the log keeps what this node has not applied for {Span(outlook.MillisecondsLeft ?? 0)} more "
                + $"({outlook.NeededRecords:N0} records{size}, the oldest {Span(outlook.NeededMilliseconds)} old); "
                + $"after that it must be seeded again. Get its applier going. {retention.Remedy}"
        );
    }

    /// <summary>That the log is set to keep less than it should; null if it is not.</summary>
    public static string? OfSetting(LogRetention retention)
    {
        ArgumentNullException.ThrowIfNull(retention);
        return retention.ShortSetting is { } setting
            ? $"The log is kept too short: {setting}, which is less than "
                + $"{Span((long)retention.Floor.TotalMilliseconds)} (RetentionFloor). A node that is away "
                + $"longer must be seeded again. {retention.Remedy}"
            : null;
    }

    /// <summary>A time as people say it.</summary>
    public static string Span(long milliseconds)
    {
        var span = TimeSpan.FromMilliseconds(milliseconds);
        var (value, unit) =
            span.TotalDays >= 2 ? (span.TotalDays, "days")
            : span.TotalHours >= 2 ? (span.TotalHours, "h")
            : span.TotalMinutes >= 2 ? (span.TotalMinutes, "min")
            : (span.TotalSeconds, "s");
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {unit}");
    }
}
