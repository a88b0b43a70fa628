using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;

namespace CdcReplicator.Cluster;

/// <summary>
/// Schemas kept beside the log, so that a registry is not one more server to run. An entry is
/// <c>schema/&lt;sha256&gt;/&lt;guid&gt;</c> and holds its id: one more than the highest there is. Several processes
/// may register at once, so two entries may claim one id, and one schema may have several entries. The entry of the
/// lowest version counts, because a process that has put an entry sees every entry with a lower version. What earlier
/// programs wrote holds no id; there it is the version + 1. Safe for concurrent use.
/// </summary>
/// <param name="store">The store beside the log.</param>
internal sealed class MetadataSchemaRegistry(IMetadataStore store) : ISchemaRegistry
{
    private const string Prefix = PublisherKeys.Schemas;

    // Ids have no gaps, except where entries were removed by hand.
    private const int LongestGap = 10_000;

    private readonly ConcurrentDictionary<int, string> _schemas = new();
    private readonly ConcurrentDictionary<string, int> _ids = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<string?> GetSchemaAsync(int id, CancellationToken cancellationToken)
    {
        if (_schemas.TryGetValue(id, out var known))
        {
            return known;
        }

        foreach (var (claimed, entry) in await ReadIdsAsync(cancellationToken).ConfigureAwait(false))
        {
            _schemas.TryAdd(claimed, entry.Text);
        }

        return _schemas.GetValueOrDefault(id);
    }

    /// <inheritdoc/>
    public async ValueTask<int> RegisterAsync(string subject, string schema, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(subject);
        ArgumentException.ThrowIfNullOrEmpty(schema);
        if (_ids.TryGetValue(schema, out var known))
        {
            return known;
        }

        var prefix = $"{Prefix}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(schema)))}/";
        while (true)
        {
            var ids = await ReadIdsAsync(cancellationToken).ConfigureAwait(false);
            var own = ids.Where(claim => claim.Value.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
            if (own.Count > 0)
            {
                var id = own.MinBy(claim => claim.Value.Version).Key;
                _schemas.TryAdd(id, schema);
                return _ids.GetOrAdd(schema, id);
            }

            // Another process may claim the same id meanwhile. Reading again shows which was first.
            var next = ids.Count == 0 ? 1 : ids.Keys.Max() + 1;
            await PutAsync($"{prefix}{Guid.NewGuid():N}", new StoredSchema(subject, schema, next), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The entry of each id. Entries come by version, so the first that claims an id has it. What is no schema, or
    /// claims an id far above all before it, claims nothing: one entry of somebody must neither stop everybody nor use
    /// the ids up. A record that names its id halts the nodes by itself.
    /// </summary>
    private async Task<Dictionary<int, SchemaEntry>> ReadIdsAsync(CancellationToken cancellationToken)
    {
        var ids = new Dictionary<int, SchemaEntry>();
        var highest = 0L;
        foreach (var entry in await ReadAsync(Prefix, cancellationToken).ConfigureAwait(false))
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

    private async Task<IReadOnlyList<MetadataEntry>> ReadAsync(string prefix, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ReadAsync(prefix, cancellationToken).ConfigureAwait(false);
        }
        catch (LogUnavailableException e)
        {
            throw Unavailable(e);
        }
    }

    private async Task PutAsync(string key, StoredSchema schema, CancellationToken cancellationToken)
    {
        try
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(schema, StoredSchemaJson.Default.StoredSchema);
            await store.PutAsync(key, json, cancellationToken).ConfigureAwait(false);
        }
        catch (LogUnavailableException e)
        {
            throw Unavailable(e);
        }
    }

    private static SchemaRegistryUnavailableException Unavailable(LogUnavailableException e) =>
        new($"The schemas beside the log could not be reached: {e.Problem}", e.Remedy, e);

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

    private sealed record SchemaEntry(string Key, long Version, string Text);
}
