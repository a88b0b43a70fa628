using System.Runtime.CompilerServices;
using System.Text.Json;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>
/// Schema changes that are tried: who waits for answers under <c>schema-trial/ID</c>, what a node says under
/// <c>schema-tried/ID/NODE</c>. A log that is read again holds many questions that nobody waits for.
/// </summary>
internal sealed class SchemaTrials(IMetadataStore store)
{
    private const string Asked = "schema-trial/";
    private const string Answers = "schema-tried/";

    /// <summary>Says that somebody waits for the answers to a trial.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task AskAsync(string id, CancellationToken cancellationToken) =>
        store.PutAsync(Asked + id, "{}"u8.ToArray(), cancellationToken);

    /// <summary>Whether somebody still waits.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<bool> IsAskedAsync(string id, CancellationToken cancellationToken) =>
        (await store.ReadAsync(Asked + id, cancellationToken)).Any(entry => entry.Key == Asked + id);

    /// <summary>Publishes what a node says.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task PublishAsync(string id, TriedSchemaChange answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var value = JsonSerializer.SerializeToUtf8Bytes(answer, SchemaChangeJson.Default.TriedSchemaChange);
        return store.PutAsync($"{Answers}{id}/{answer.NodeId}", value, cancellationToken);
    }

    /// <summary>The answers there are, then every one as it comes. What cannot be read is a problem.</summary>
    public async IAsyncEnumerable<TriedSchemaChange> WatchAsync(
        string id,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var prefix = $"{Answers}{id}/";
        await foreach (var entry in store.WatchAsync(prefix, cancellationToken))
        {
            if (entry.Value is not null)
            {
                yield return Read(entry, entry.Key[prefix.Length..]);
            }
        }
    }

    /// <summary>Nobody waits for the answers any more: removes question and answers.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        await store.PutAsync(Asked + id, null, cancellationToken);
        foreach (var entry in await store.ReadAsync($"{Answers}{id}/", cancellationToken))
        {
            await store.PutAsync(entry.Key, null, cancellationToken);
        }
    }

    private static TriedSchemaChange Read(MetadataEntry entry, string node)
    {
        try
        {
            return EntryJson.Read(entry, SchemaChangeJson.Default.TriedSchemaChange);
        }
        catch (ReplicationException unreadable)
        {
            return new TriedSchemaChange(node, -1, -1, unreadable.Problem);
        }
    }
}
