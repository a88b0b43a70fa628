namespace CdcReplicator.Nodes;

/// <summary>Mends what earlier tries have copied, then copies what is left, from one snapshot.</summary>
internal sealed class SeedCopying(
    ISeedRoute route,
    ISeedSnapshot snapshot,
    SeedLedger ledger,
    SeedSettings settings,
    SeedMeter meter,
    TimeProvider time
)
{
    /// <summary>Chunks whose rows are summed in one question.</summary>
    private const int ChunksOfQuestion = 8;

    /// <summary>Does it.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="copied">The ranges of them that an earlier try has copied.</param>
    /// <param name="stop">Ends it.</param>
    public async Task RunAsync(
        IReadOnlyList<SeedCopyTable> tables,
        IReadOnlyDictionary<string, IReadOnlyList<SeedRange>> copied,
        CancellationToken stop
    )
    {
        meter.Expect(tables.Count, tables.Sum(table => table.Rows));
        var workers = new List<ISeedWorker>();
        try
        {
            for (var i = 0; i < Math.Min(settings.Workers, route.MostWorkers); i++)
            {
                workers.Add(await route.OpenWorkerAsync(snapshot, stop).ConfigureAwait(false));
            }

            var atFirst = await ProbeAsync(workers[0], stop).ConfigureAwait(false);
            var left = new List<(SeedCopyTable, IReadOnlyList<SeedRange>)>();
            if (copied.Count > 0)
            {
                meter.Begin(SeedPhase.Check);
            }

            foreach (var table in tables)
            {
                left.Add(
                    (
                        table,
                        copied.TryGetValue(table.Name.ToString(), out var done)
                            ? await MendAsync(workers[0], table, done, atFirst, stop).ConfigureAwait(false)
                            : [SeedRange.Whole]
                    )
                );
            }

            meter.Begin(SeedPhase.Copy);
            var queue = new SeedQueue(left, settings.ChunkBytes);
            await SeedTogether
                .RunAsync(workers, (worker, token) => CopyAsync(worker, queue, atFirst, token), stop)
                .ConfigureAwait(false);
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task CopyAsync(ISeedWorker worker, SeedQueue queue, TimeSpan atFirst, CancellationToken stop)
    {
        while (queue.Take() is { } chunk)
        {
            var started = time.GetTimestamp();
            var copied = await worker
                .Target.RunAsync(
                    async () =>
                    {
                        var done = await worker.CopyAsync(chunk, stop).ConfigureAwait(false);
                        await ledger
                            .CopiedAsync(worker.Target.Session, chunk.Table.Name, done.Done, stop)
                            .ConfigureAwait(false);
                        return done;
                    },
                    stop
                )
                .ConfigureAwait(false);
            meter.Add(chunk.Table.Name, copied.Rows, copied.Bytes);
            if (queue.Done(chunk, copied.Done))
            {
                meter.Complete(chunk.Table.Name);
            }

            await RestAsync(worker, time.GetElapsedTime(started), atFirst, stop).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Makes what is copied of a table what the donor has there now. The rows were copied at another position of the
    /// donor, so none of them is trusted.
    /// </summary>
    /// <returns>The ranges that are still to be copied.</returns>
    private async Task<IReadOnlyList<SeedRange>> MendAsync(
        ISeedWorker worker,
        SeedCopyTable table,
        IReadOnlyList<SeedRange> copied,
        TimeSpan atFirst,
        CancellationToken stop
    )
    {
        var buckets = SeedComparison.BucketsFor(table.Rows);
        var atDonor = new Dictionary<int, SeedBucket>();
        var pieces = table.PlacesOf(settings.ChunkBytes * ChunksOfQuestion);
        foreach (var range in SeedRanges.Cut(copied, table.Places, pieces))
        {
            var started = time.GetTimestamp();
            await worker.SumDonorAsync(new SeedChunk(table, range), buckets, atDonor, stop).ConfigureAwait(false);
            await RestAsync(worker, time.GetElapsedTime(started), atFirst, stop).ConfigureAwait(false);
        }

        var atTarget = new Dictionary<int, SeedBucket>();
        await worker.SumTargetAsync(table, buckets, atTarget, stop).ConfigureAwait(false);
        var differing = SeedComparison.Differing(atDonor, atTarget);
        if (SeedComparison.IsHopeless(differing, buckets))
        {
            await worker.Target.RunAsync(() => BeginAnewAsync(worker, table, stop), stop).ConfigureAwait(false);
            return [SeedRange.Whole];
        }

        var rows = atDonor.Values.Sum(bucket => bucket.Rows);
        if (differing.Count > 0)
        {
            await worker
                .Target.RunAsync(() => MendAsync(worker, table, copied, buckets, differing, stop), stop)
                .ConfigureAwait(false);
        }

        meter.Add(table.Name, rows, 0);
        var left = SeedRanges.Left(copied);
        if (left.Count == 0)
        {
            meter.Complete(table.Name);
        }

        return left;
    }

    private async Task<bool> BeginAnewAsync(ISeedWorker worker, SeedCopyTable table, CancellationToken stop)
    {
        await worker.EmptyAsync(table, stop).ConfigureAwait(false);
        await ledger.ForgetAsync(worker.Target.Session, table.Name, stop).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> MendAsync(
        ISeedWorker worker,
        SeedCopyTable table,
        IReadOnlyList<SeedRange> copied,
        int buckets,
        IReadOnlyList<int> differing,
        CancellationToken stop
    )
    {
        await worker.DeleteAsync(table, buckets, differing, stop).ConfigureAwait(false);
        foreach (var range in copied)
        {
            await worker.CopyAsync(new SeedChunk(table, range), buckets, differing, stop).ConfigureAwait(false);
        }

        return true;
    }

    private async Task RestAsync(ISeedWorker worker, TimeSpan took, TimeSpan atFirst, CancellationToken stop)
    {
        if (settings.MaxLoad >= 1)
        {
            return;
        }

        var probe = await ProbeAsync(worker, stop).ConfigureAwait(false);
        var rest = SeedPace.Rest(took, settings.MaxLoad, probe, atFirst);
        await Task.Delay(rest, time, stop).ConfigureAwait(false);
    }

    private async Task<TimeSpan> ProbeAsync(ISeedWorker worker, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        await worker.ProbeAsync(stop).ConfigureAwait(false);
        return time.GetElapsedTime(started);
    }
}
