namespace CdcReplicator.Nodes;

/// <summary>Workers that end together: the first failure stops the others, and is what is told.</summary>
internal static class SeedTogether
{
    /// <summary>Runs work on each.</summary>
    public static async Task RunAsync<T>(
        IReadOnlyList<T> workers,
        Func<T, CancellationToken, Task> work,
        CancellationToken stop
    )
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Exception? first = null;
        await Task.WhenAll(
                workers.Select(worker =>
                    Task.Run(
                        async () =>
                        {
                            try
                            {
                                await work(worker, all.Token).ConfigureAwait(false);
                            }
                            catch (Exception e)
                            {
                                Interlocked.CompareExchange(ref first, e, null);
                                await all.CancelAsync().ConfigureAwait(false);
                            }
                        },
                        CancellationToken.None
                    )
                )
            )
            .ConfigureAwait(false);
        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }
}
