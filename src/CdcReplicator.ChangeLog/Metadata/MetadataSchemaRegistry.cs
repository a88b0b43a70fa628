using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Schemas kept beside the log, so that a registry is not one more server to run. An entry is <c>schema/&lt;sha256&gt;/&lt;guid&gt;</c>; its id is its version
/// + 1. Where several processes register one schema at once, there are several entries, and all choose the one of lowest version:
/// who has put an entry sees every entry with a lower version. Safe for concurrent use.
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

        foreach (var entry in await ReadAsync(Prefix, cancellationToken).ConfigureAwait(false))
        {
            _schemas.TryAdd(IdOf(entry), SchemaOf(entry));
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
        var entries = await ReadAsync(prefix, cancellationToken).ConfigureAwait(false);
        if (entries.Count == 0)
        {
            await PutAsync($"{prefix}{Guid.NewGuid():N}", new StoredSchema(subject, schema), cancellationToken)
                .ConfigureAwait(false);
            entries = await ReadAsync(prefix, cancellationToken).ConfigureAwait(false);
        }

        // Entries come by version, so the first is the lowest.
        var id = IdOf(entries[0]);
        _schemas.TryAdd(id, schema);
        return _ids.GetOrAdd(schema, id);
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

    private static int IdOf(MetadataEntry entry) =>
        entry.Version is >= 0 and < int.MaxValue
            ? (int)entry.Version + 1
            : throw new ReplicationException(
                $"Entry '{entry.Key}' beside the log has version {entry.Version}, which is too high for a schema id.",
                "Use a Confluent schema registry with this log."
            );

    private static string SchemaOf(MetadataEntry entry)
    {
        try
        {
            if (
                JsonSerializer.Deserialize(entry.Value, StoredSchemaJson.Default.StoredSchema) is { Schema: { } schema }
            )
            {
                return schema;
            }
        }
        catch (JsonException e)
        {
            throw NotASchema(entry, e);
        }

        throw NotASchema(entry, null);
    }

    private static ReplicationException NotASchema(MetadataEntry entry, JsonException? cause) =>
        new($"Entry '{entry.Key}' beside the log is not a schema.", "Remove what was written there by hand.", cause);
}
