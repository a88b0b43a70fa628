using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Schemas kept beside the log, so that a registry is not one more server to run. An entry is
/// <c>schema/&lt;sha256&gt;/&lt;guid&gt;</c> and holds its id: one more than the highest there is. Several processes
/// may register at once, so two entries may claim one id, and one schema may have several entries. The entry of the
/// lowest version counts: who has put an entry sees every entry with a lower version. What earlier programs wrote holds
/// no id; there it is the version + 1. Safe for concurrent use.
/// </summary>
/// <param name="store">The store beside the log.</param>
public sealed class MetadataSchemaRegistry(IMetadataStore store) : ISchemaRegistry
{
    private const string Prefix = "schema/";
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

            // Another process may claim the same id meanwhile: reading again tells who was first.
            var next = ids.Count == 0 ? 1 : ids.Keys.Max() + 1;
            await PutAsync($"{prefix}{Guid.NewGuid():N}", new StoredSchema(subject, schema, next), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>The entry of each id. Entries come by version, so the first that claims an id has it.</summary>
    private async Task<Dictionary<int, SchemaEntry>> ReadIdsAsync(CancellationToken cancellationToken)
    {
        var ids = new Dictionary<int, SchemaEntry>();
        foreach (var entry in await ReadAsync(Prefix, cancellationToken).ConfigureAwait(false))
        {
            var stored = StoredIn(entry);
            if (IdOf(entry, stored) is { } id)
            {
                ids.TryAdd(id, new SchemaEntry(entry.Key, entry.Version, stored.Schema!));
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

    private static StoredSchema StoredIn(MetadataEntry entry)
    {
        try
        {
            return
                JsonSerializer.Deserialize(entry.Value, StoredSchemaJson.Default.StoredSchema)
                    is { Schema: not null } stored
                ? stored
                : throw NotASchema(entry, null);
        }
        catch (JsonException e)
        {
            throw NotASchema(entry, e);
        }
    }

    private static ReplicationException NotASchema(MetadataEntry entry, JsonException? cause) =>
        new($"Entry '{entry.Key}' beside the log is not a schema.", "Remove what was written there by hand.", cause);

    private sealed record SchemaEntry(string Key, long Version, string Text);
}
