using System.Globalization;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>Puts a node's answer together from its index and the entries that hold its tables.</summary>
internal static class DigestAnswer
{
    /// <summary>The answer; with an error and without tables if entries of it are missing.</summary>
    /// <exception cref="ReplicationException">An entry cannot be read.</exception>
    public static NodeDigest Of(DigestIndex index, IReadOnlyList<MetadataEntry> entries)
    {
        var error = index.Error ?? Incomplete(index, entries.Count);
        TableDigest[] tables = error is null
            ? [.. entries.Select(entry => EntryJson.Read(entry, DigestJson.Default.TableDigest))]
            : [];
        // While appliers are updated one by one, some digest rows otherwise.
        if (Array.Exists(tables, table => table.Form != TableDigest.CurrentForm))
        {
            (error, tables) = ("its applier digests rows as another version does; restart it with this one", []);
        }

        return new NodeDigest(
            index.Checkpoint,
            index.NodeId,
            index.Sequence,
            error,
            [
                .. tables
                    .GroupBy(table => table.Table, StringComparer.Ordinal)
                    .Select(parts => parts.First() with { Parts = [.. parts.SelectMany(part => part.Parts)] }),
            ]
        );
    }

    private static string? Incomplete(DigestIndex index, int found) =>
        index.Entries is not { } entries ? "its applier is of an older version; restart it with this one"
        : entries != found
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"only {found} of the {entries} entries of its answer are left"
            )
        : null;
}
