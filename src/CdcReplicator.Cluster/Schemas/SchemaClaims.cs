using System.Text.Json;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>Decides which entry of a schema has which id.</summary>
internal static class SchemaClaims
{
    // Ids have no gaps, except where entries were removed by hand.
    private const int LongestGap = 10_000;

    /// <summary>
    /// The entry of each id. Entries come by version, so the first that claims an id has it. What is no schema, or
    /// claims an id far above all before it, claims nothing: one entry of somebody must neither stop everybody nor use
    /// the ids up. A record that names its id halts the nodes by itself.
    /// </summary>
    public static Dictionary<int, SchemaEntry> Of(IReadOnlyList<MetadataEntry> entries)
    {
        var ids = new Dictionary<int, SchemaEntry>();
        var highest = 0L;
        foreach (var entry in entries)
        {
            if (StoredIn(entry) is not { } stored || IdOf(entry, stored) is not { } id)
            {
                continue;
            }

            if (stored.Id is null || (id > 0 && id <= highest + LongestGap))
            {
                ids.TryAdd(id, new SchemaEntry(entry.Key, entry.Version, stored.Schema!));
                highest = Math.Max(highest, id);
            }
        }

        return ids;
    }

    /// <summary>Null where an earlier program would have had none either.</summary>
    private static int? IdOf(MetadataEntry entry, StoredSchema stored) =>
        stored.Id ?? (entry.Version is >= 0 and < int.MaxValue ? (int)entry.Version + 1 : null);

    private static StoredSchema? StoredIn(MetadataEntry entry)
    {
        try
        {
            return
                JsonSerializer.Deserialize(entry.Value, StoredSchemaJson.Default.StoredSchema)
                    is { Schema: not null } stored
                ? stored
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
