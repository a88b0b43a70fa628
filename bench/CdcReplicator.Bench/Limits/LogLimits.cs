namespace CdcReplicator.Bench;

/// <summary>How fast a log gives its records to a reader that does nothing with them.</summary>
internal sealed class LogLimits(InsertWorkload workload, long count, TimeProvider time)
{
    private const int RecordsPerRead = 1000;

    public async Task<LimitResult> ReadAsync(string name, BenchLogs logs, CancellationToken cancellationToken)
    {
        var uri = await logs.UriOfAsync("limits", cancellationToken);
        await using var log = await logs.OpenAsync(uri, cancellationToken);
        var content = new LogContent(workload.Name, Seed: 0, Scale: 1, count, Bundle: 1, Checked: false);
        await new LogFiller(time).FillAsync(log, workload, content, cancellationToken);
        await using var reader = await log.OpenReaderAsync(0, cancellationToken);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var meter = new LocalMeter(databaseProcess: null, time);
        var read = 0L;
        while (read < count)
        {
            read += (await reader.ReadAsync(RecordsPerRead, cancellationToken)).Count;
        }

        var sample = meter.Stop();
        return new LimitResult(
            name,
            "records",
            Math.Round(read / sample.Seconds),
            Math.Round(sample.CpuSeconds * 1_000_000 / read, digits: 3),
            Math.Round((double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / read, digits: 1)
        );
    }
}
