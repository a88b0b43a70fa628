using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.ScheduleTests;

/// <summary>Following that breaks off when something fails.</summary>
internal static class BrokenOff
{
    /// <summary>Follows until <paramref name="failure"/> fails, and then fails alike.</summary>
    public static async IAsyncEnumerable<MetadataEntry> WatchAsync(
        IMetadataStore store,
        string prefix,
        Task failure,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var entries = store.WatchAsync(prefix, stop.Token).GetAsyncEnumerator(CancellationToken.None);
        while (true)
        {
            var next = entries.MoveNextAsync().AsTask();
            if (failure.IsFaulted || await Scheduled.WhenAny(next, failure) == failure)
            {
                // An enumerator may not be let go of while it moves.
                await stop.CancelScheduledAsync();
                await next.Quietly();
                await failure;
            }

            if (!await next)
            {
                yield break;
            }

            yield return entries.Current;
        }
    }
}
