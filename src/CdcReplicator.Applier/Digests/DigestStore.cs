using System.Runtime.CompilerServices;
using System.Text.Json;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>Answers to checkpoints, beside the log under <c>digest/CHECKPOINT/NODE</c>.</summary>
public sealed class DigestStore(IMetadataStore store)
{
    private const string Prefix = "digest/";

    /// <summary>Publishes a node's answer.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task PublishAsync(NodeDigest digest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(digest);
        var value = JsonSerializer.SerializeToUtf8Bytes(digest, DigestJson.Default.NodeDigest);
        return store.PutAsync($"{Prefix}{digest.Checkpoint}/{digest.NodeId}", value, cancellationToken);
    }

    /// <summary>The answers there are.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<IReadOnlyList<NodeDigest>> ReadAsync(string checkpoint, CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync($"{Prefix}{checkpoint}/", cancellationToken);
        return
        [
            .. entries.Select(entry =>
                JsonSerializer.Deserialize(entry.Value, DigestJson.Default.NodeDigest)
                ?? throw new ReplicationException(
                    $"Entry '{entry.Key}' beside the log is empty.",
                    "Publish a new checkpoint."
                )
            ),
        ];
    }

    /// <summary>The nodes that have answered, then every one as it answers.</summary>
    public async IAsyncEnumerable<string> WatchAsync(
        string checkpoint,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var prefix = $"{Prefix}{checkpoint}/";
        await foreach (var entry in store.WatchAsync(prefix, cancellationToken))
        {
            if (entry.Value is not null)
            {
                yield return entry.Key[prefix.Length..];
            }
        }
    }

    /// <summary>Removes the answers to a checkpoint that nobody needs any more.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task RemoveAsync(string checkpoint, CancellationToken cancellationToken)
    {
        foreach (var entry in await store.ReadAsync($"{Prefix}{checkpoint}/", cancellationToken))
        {
            await store.PutAsync(entry.Key, null, cancellationToken);
        }
    }
}
