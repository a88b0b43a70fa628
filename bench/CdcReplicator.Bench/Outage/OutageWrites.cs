using CdcReplicator.Cli;

namespace CdcReplicator.Bench;

/// <summary>The writers: a steady rate for the whole run, and in each round a backlog as fast as possible.</summary>
internal sealed class OutageWrites(CdcCluster cluster, OutageOptions options, TimeProvider time)
{
    private const int BacklogRowsPerTransaction = 500;
    private const int BacklogUnderWay = 4;

    private long _rows;

    /// <summary>Rows written, each under a key of its own.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>
    /// Writes one row a transaction at the rate, until stopped. A write starts at its time, whether or not earlier ones
    /// were acknowledged: a slow answer does not lower the load.
    /// </summary>
    /// <param name="meter">The meter of the moment.</param>
    /// <param name="acknowledged">Takes each sequence, and when it was acknowledged.</param>
    /// <param name="stop">Stops it; the writes under way are awaited.</param>
    public async Task WriteSteadilyAsync(
        Func<OutageMeter> meter,
        Action<long, long> acknowledged,
        CancellationToken stop
    )
    {
        var interval = TimeSpan.FromSeconds(1.0 / options.Rate);
        var start = time.GetTimestamp();
        var underWay = new List<Task>();
        for (var number = 0L; !stop.IsCancellationRequested; number++)
        {
            var wait = (interval * number) - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            underWay.Add(WriteAsync(meter(), acknowledged));
            underWay.RemoveAll(task => task.IsCompletedSuccessfully);
        }

        await Task.WhenAll(underWay);
    }

    /// <summary>Writes as many rows as the backlog has, in large transactions.</summary>
    public Task WriteBacklogAsync(CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, options.Backlog / BacklogRowsPerTransaction),
            new ParallelOptions { MaxDegreeOfParallelism = BacklogUnderWay, CancellationToken = cancellationToken },
            async (_, token) =>
            {
                var transaction = cluster.CreateTransaction();
                for (var i = 0; i < BacklogRowsPerTransaction; i++)
                {
                    Insert(transaction);
                }

                await transaction.CommitAsync(cancellationToken: token);
            }
        );

    private async Task WriteAsync(OutageMeter meter, Action<long, long> acknowledged)
    {
        var started = time.GetTimestamp();
        try
        {
            var receipt = await cluster.WriteAsync(transaction => Insert(transaction));
            meter.Acknowledged(started);
            acknowledged(receipt.Sequence, time.GetTimestamp());
        }
        catch (ReplicationException error)
        {
            meter.Failed(error);
        }
    }

    private void Insert(CdcTransaction transaction)
    {
        var id = Interlocked.Increment(ref _rows);
        transaction.Insert(
            DemoSchema.Accounts,
            new
            {
                id,
                owner = "bench",
                balance = id,
            }
        );
    }
}
