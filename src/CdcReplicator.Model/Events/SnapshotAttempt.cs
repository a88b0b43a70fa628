using System.Globalization;

namespace CdcReplicator.Model;

/// <summary>
/// Tells one attempt at a snapshot from another by the point at which the source was read. All rows of one attempt have
/// the same; a second attempt at the same point reads the same rows.
/// </summary>
internal static class SnapshotAttempt
{
    /// <summary>The attempt a row belongs to; null if the row is of no snapshot, or has no point.</summary>
    public static string? Of(in SourceInfo source) =>
        source.Snapshot is SnapshotMark.None or SnapshotMark.Incremental ? null
        : source.Binlog is { } binlog ? string.Create(CultureInfo.InvariantCulture, $"{binlog.File}:{binlog.Position}")
        : source is { Lsn: null, TransactionId: null } ? null
        : string.Create(CultureInfo.InvariantCulture, $"{source.Lsn}/{source.TransactionId}");
}
