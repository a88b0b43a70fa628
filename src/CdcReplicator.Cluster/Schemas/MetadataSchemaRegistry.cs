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

    private async Task<Dictionary<int, SchemaEntry>> ReadIdsAsync(CancellationToken cancellationToken) =>
        SchemaClaims.Of(await ReadAsync(Prefix, cancellationToken).ConfigureAwait(false));

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
}
