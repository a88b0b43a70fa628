namespace CdcReplicator.Bench;

/// <summary>
/// Starts writes at a steady rate, whether or not earlier ones were acknowledged: a slow answer does not lower the
/// load.
/// </summary>
internal sealed class PacedWrites(int ratePerSecond, TimeProvider time)
{
    /// <summary>Writes the transactions; each acknowledged one is handed to the watch.</summary>
    /// <param name="transactions">What to write, in order, numbered from 1, which is also its row's key.</param>
    /// <param name="write">Writes one; done when it is acknowledged.</param>
    /// <param name="watch">Who waits for the rows.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(
        IEnumerable<IReadOnlyList<WorkloadChange>> transactions,
        Func<long, IReadOnlyList<WorkloadChange>, Task> write,
        VisibilityWatch watch,
        CancellationToken cancellationToken
    )
    {
        var interval = TimeSpan.FromSeconds(1.0 / ratePerSecond);
        var start = time.GetTimestamp();
        var number = 0L;
        var underWay = new List<Task>();
        foreach (var transaction in transactions)
        {
            var wait = (interval * number) - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            underWay.Add(WriteAsync(++number, transaction, write, watch));
            underWay.RemoveAll(task => task.IsCompletedSuccessfully);
        }

        await Task.WhenAll(underWay);
    }

    private async Task WriteAsync(
        long number,
        IReadOnlyList<WorkloadChange> transaction,
        Func<long, IReadOnlyList<WorkloadChange>, Task> write,
        VisibilityWatch watch
    )
    {
        var started = time.GetTimestamp();
        await write(number, transaction);
        watch.Await(number, started, time.GetTimestamp());
    }
}
