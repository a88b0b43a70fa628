using CdcReplicator.ChangeLog;

namespace CdcReplicator.Client;

/// <summary>What a writer is told if no table definitions came.</summary>
internal static class NoTables
{
    /// <summary>The error after a wait; a definition that cannot be read is named.</summary>
    public static InvalidWriteException After(TimeSpan patience, IReadOnlyList<UnreadableEntry> unreadable) =>
        unreadable is [var entry, ..]
            ? new InvalidWriteException(
                null,
                null,
                $"No table definitions are known (waited {patience.TotalSeconds:0.###} s). {entry.Problem}",
                entry.Remedy
            )
            : new InvalidWriteException(
                null,
                null,
                "No table definitions are known: no applier has published its node's tables (waited "
                    + $"{patience.TotalSeconds:0.###} s).",
                "Start an applier ('cdc-replicator run') for at least one node that has the tables."
            );
}
