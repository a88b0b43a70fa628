namespace CdcReplicator.Bench;

/// <summary>
/// The ceiling of a SQLite target: all rows, held in memory before, by prepared inserts into the same table, 10,000 a
/// transaction.
/// </summary>
internal sealed class RawSqlite(
    string folder,
    Workload workload,
    IReadOnlyList<WorkloadRow> rows,
    StateDigest expected,
    TimeProvider time
) : IContender
{
    public string Name => BenchChoices.RawSqlite;

    public async Task<RunSample> RunAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, "raw.db");
        SqliteBench.Delete(file);
        await SqliteBench.CreateAsync(file, workload, workload.SeedRows(), cancellationToken);
        RunSample sample;
        await using (var connection = await SqliteBench.OpenAsync(file, cancellationToken))
        {
            var meter = new LocalMeter(databaseProcess: null, time);
            SqliteBench.Insert(connection, rows, cancellationToken);
            sample = meter.Stop();
        }

        var state = await SqliteDigest.TakeAsync(file, workload, cancellationToken);
        return sample with { Differences = state.DifferencesFrom(expected) };
    }
}
