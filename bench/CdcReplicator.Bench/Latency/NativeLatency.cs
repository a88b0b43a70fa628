using Npgsql;

namespace CdcReplicator.Bench;

/// <summary>
/// Rows committed on a publisher, one after the other, awaited on a subscriber of PostgreSQL's own replication.
/// </summary>
internal sealed class NativeLatency(
    PostgresBench publishing,
    PostgresBench subscribing,
    InsertWorkload workload,
    TimeProvider time
)
{
    public async Task<IReadOnlyList<LatencySample>> MeasureAsync(
        int rate,
        long transactions,
        CancellationToken cancellationToken
    )
    {
        var publisher = new NativePublisher(publishing, workload, transactions, time);
        await publisher.CreateAsync(cancellationToken);
        var subscriber = new NativeSubscriber(subscribing, publisher, "bench_latency");
        await subscriber.CreateAsync(cancellationToken);
        await subscriber.EnableAsync(cancellationToken);

        IReadOnlyList<LatencySample> samples;
        await using (var source = await publisher.OpenAsync(cancellationToken))
        await using (
            var rows = new RowVisibility(
                await subscribing.OpenAsync(NativeSubscriber.Database, cancellationToken),
                workload.Tables[0]
            )
        )
        {
            using var turn = new SemaphoreSlim(1, 1);
            var watch = new VisibilityWatch(rows, time);
            await new PacedWrites(rate, time).RunAsync(
                workload.Transactions(transactions),
                async (_, transaction) =>
                {
                    await turn.WaitAsync(cancellationToken);
                    try
                    {
                        await ExecuteAsync(source, transaction, cancellationToken);
                    }
                    finally
                    {
                        turn.Release();
                    }
                },
                watch,
                cancellationToken
            );
            samples = await watch.EndAsync();
        }

        await subscriber.DropAsync(cancellationToken);
        return samples;
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection,
        IReadOnlyList<WorkloadChange> transaction,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        NativeStatements.Add(batch.BatchCommands, transaction);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
