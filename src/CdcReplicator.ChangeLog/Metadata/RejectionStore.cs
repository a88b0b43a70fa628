using System.Globalization;
using System.Runtime.CompilerServices;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Rejections beside the log. An applier publishes a rejection before it publishes a position that covers it; so a writer that sees a position at or behind its
/// sequence and finds no rejection knows that its transaction was accepted. All nodes publish the same, under the same key.
/// </summary>
public sealed class RejectionStore(IMetadataStore store, TimeProvider time)
{
    /// <summary>How long rejections are kept beside the log at least: 10 minutes. In the nodes they stay.</summary>
    public static readonly TimeSpan DefaultKeepFor = TimeSpan.FromMinutes(10);

    private const string Prefix = "rejection/";

    /// <summary>Publishes a rejection; publishing it again changes nothing.</summary>
    public Task PublishAsync(PublishedRejection rejection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rejection);
        var value = MetadataJson.Write(rejection, MetadataJson.Default.PublishedRejection);
        return store.PutAsync(Key(rejection.Sequence), value, cancellationToken);
    }

    /// <summary>The rejection of a transaction, or null if none is published.</summary>
    public async Task<PublishedRejection?> FindAsync(long sequence, CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(Key(sequence), cancellationToken).ConfigureAwait(false);
        return entries.Count == 0 ? null : MetadataJson.Read(entries[0], MetadataJson.Default.PublishedRejection);
    }

    /// <summary>The rejections there are, then every one as it is published. One may come more than once.</summary>
    public async IAsyncEnumerable<PublishedRejection> WatchAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var entry in store.WatchAsync(Prefix, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Value is not null)
            {
                yield return MetadataJson.Read(entry, MetadataJson.Default.PublishedRejection);
            }
        }
    }

    /// <summary>How many rejections are published and not pruned yet.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        (await store.ReadAsync(Prefix, cancellationToken).ConfigureAwait(false)).Count;

    /// <summary>Removes rejections published longer ago than that, by the store's time. Returns how many.</summary>
    public async Task<int> PruneAsync(TimeSpan keepFor, CancellationToken cancellationToken)
    {
        var limit = (time.GetUtcNow() - keepFor).ToUnixTimeMilliseconds();
        var pruned = 0;
        foreach (var entry in await store.ReadAsync(Prefix, cancellationToken).ConfigureAwait(false))
        {
            if (entry.PublishedAt < limit)
            {
                await store.PutAsync(entry.Key, null, cancellationToken).ConfigureAwait(false);
                pruned++;
            }
        }

        return pruned;
    }

    private static string Key(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{sequence:D20}");
}
