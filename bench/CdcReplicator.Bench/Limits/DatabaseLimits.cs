namespace CdcReplicator.Bench;

/// <summary>How fast the databases take the rows of the <c>insert</c> workload with nothing in between.</summary>
internal sealed class DatabaseLimits(InsertWorkload workload, long count, TimeProvider time)
{
    private readonly IReadOnlyList<WorkloadRow> _rows =
    [
        .. workload
            .Transactions(count)
            .Select(transaction => new WorkloadRow(transaction[0].Table, transaction[0].Row)),
    ];

    /// <summary>Binary COPY.</summary>
    public async Task<LimitResult> CopyAsync(string name, BenchServers servers, CancellationToken cancellationToken)
    {
        var server = await servers.StartTargetAsync(cancellationToken);
        await server.PrepareAsync(workload, cancellationToken);
        await server.CreateFromTemplateAsync("bench_copy", cancellationToken);
        await using var connection = await server.OpenAsync("bench_copy", cancellationToken);
        var meter = new LocalMeter(server.ProcessId, time);
        await PostgresBench.CopyAsync(connection, workload.Tables[0], _rows, cancellationToken);
        return Result(name, meter.Stop());
    }

    /// <summary>Prepared inserts, 10,000 a transaction.</summary>
    public async Task<LimitResult> SqliteAsync(string name, string folder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, "raw.db");
        await SqliteBench.CreateAsync(file, workload, [], cancellationToken);
        await using var connection = await SqliteBench.OpenAsync(file, cancellationToken);
        var meter = new LocalMeter(databaseProcess: null, time);
        SqliteBench.Insert(connection, _rows, cancellationToken);
        return Result(name, meter.Stop());
    }

    /// <summary>The same by SQLite's own functions.</summary>
    public async Task<LimitResult> SqliteApiAsync(string name, string folder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, "api.db");
        await SqliteBench.CreateAsync(file, workload, [], cancellationToken);
        await using var connection = await SqliteBench.OpenAsync(file, cancellationToken);
        using var inserts = new SqliteApiInserts(connection, workload.Tables[0]);
        var meter = new LocalMeter(databaseProcess: null, time);
        SqliteBench.Insert(connection, _rows, inserts.Insert, cancellationToken);
        return Result(name, meter.Stop());
    }

    private LimitResult Result(string name, RunSample sample) =>
        new(
            name,
            "rows",
            Math.Round(_rows.Count / sample.Seconds),
            Math.Round(sample.CpuSeconds * 1_000_000 / _rows.Count, digits: 3)
        );
}
