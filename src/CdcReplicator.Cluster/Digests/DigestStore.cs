using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>
/// Questions and answers of comparing, beside the log: the callers that still wait under
/// <c>digest-request/CHECKPOINT</c>, a node's answer under <c>digest/CHECKPOINT/NODE</c>, its tables in entries of
/// bounded size under <c>digest-part/CHECKPOINT/NODE/N</c>, written before the answer.
/// </summary>
internal sealed class DigestStore(IMetadataStore store)
{
    /// <summary>What nobody fetched for so long is removed, because the caller has died.</summary>
    public static readonly TimeSpan KeepFor = TimeSpan.FromHours(1);

    private const string Requests = "digest-request/";
    private const string Answers = "digest/";
    private const string Parts = "digest-part/";

    /// <summary>Says that somebody waits for the answers to a checkpoint.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task AskAsync(string checkpoint, CancellationToken cancellationToken) =>
        store.PutAsync(Requests + checkpoint, "{}"u8.ToArray(), cancellationToken);

    /// <summary>
    /// Whether somebody still waits for the answers to a checkpoint. A log read again holds many that nobody waits for.
    /// </summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<bool> IsAskedAsync(string checkpoint, CancellationToken cancellationToken) =>
        (await store.ReadAsync(Requests + checkpoint, cancellationToken)).Count > 0;

    /// <summary>Publishes a node's answer.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task PublishAsync(NodeDigest digest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(digest);
        var entries = 0;
        foreach (var table in digest.Tables.SelectMany(DigestPieces.Of))
        {
            var key = $"{PartPrefix(digest.Checkpoint, digest.NodeId)}{entries++:D6}";
            await PutAsync(key, table, DigestJson.Default.TableDigest, cancellationToken);
        }

        var index = new DigestIndex(digest.Checkpoint, digest.NodeId, digest.Sequence, digest.Error, entries);
        var answer = $"{Answers}{digest.Checkpoint}/{digest.NodeId}";
        await PutAsync(answer, index, DigestJson.Default.DigestIndex, cancellationToken);
    }

    /// <summary>
    /// The answers there are. One that is not whole, that cannot be read, or of a version that answered otherwise has
    /// an error.
    /// </summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<IReadOnlyList<NodeDigest>> ReadAsync(string checkpoint, CancellationToken cancellationToken)
    {
        var answers = new List<NodeDigest>();
        var prefix = $"{Answers}{checkpoint}/";
        foreach (var entry in await store.ReadAsync(prefix, cancellationToken))
        {
            try
            {
                answers.Add(await ReadAsync(EntryJson.Read(entry, DigestJson.Default.DigestIndex), cancellationToken));
            }
            catch (ReplicationException unreadable) when (unreadable is not LogUnavailableException)
            {
                answers.Add(new NodeDigest(checkpoint, entry.Key[prefix.Length..], -1, unreadable.Problem, []));
            }
        }

        return answers;
    }

    /// <summary>The nodes that have answered, then every one as it answers.</summary>
    public async IAsyncEnumerable<string> WatchAsync(
        string checkpoint,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var prefix = $"{Answers}{checkpoint}/";
        await foreach (var entry in store.WatchAsync(prefix, cancellationToken))
        {
            if (entry.Value is not null)
            {
                yield return entry.Key[prefix.Length..];
            }
        }
    }

    /// <summary>Nobody waits for the answers to a checkpoint any more: removes question and answers.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task RemoveAsync(string checkpoint, CancellationToken cancellationToken)
    {
        await store.PutAsync(Requests + checkpoint, null, cancellationToken);
        foreach (var prefix in (string[])[Answers, Parts])
        {
            foreach (var entry in await store.ReadAsync($"{prefix}{checkpoint}/", cancellationToken))
            {
                await store.PutAsync(entry.Key, null, cancellationToken);
            }
        }
    }

    /// <summary>Removes what is older than <see cref="KeepFor"/>. Returns how many entries.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var limit = (now - KeepFor).ToUnixTimeMilliseconds();
        var pruned = 0;
        foreach (var prefix in (string[])[Requests, Answers, Parts])
        {
            foreach (var entry in await store.ReadAsync(prefix, cancellationToken))
            {
                if (entry.PublishedAt < limit)
                {
                    await store.PutAsync(entry.Key, null, cancellationToken);
                    pruned++;
                }
            }
        }

        return pruned;
    }

    private async Task<NodeDigest> ReadAsync(DigestIndex index, CancellationToken cancellationToken) =>
        DigestAnswer.Of(
            index,
            index.Entries > 0
                ? await store.ReadAsync(PartPrefix(index.Checkpoint, index.NodeId), cancellationToken)
                : []
        );

    private static string PartPrefix(string checkpoint, string node) =>
        $"{Parts}{checkpoint}/{Uri.EscapeDataString(node)}/";

    private Task<long> PutAsync<T>(string key, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        store.PutAsync(key, JsonSerializer.SerializeToUtf8Bytes(value, type), cancellationToken);
}
