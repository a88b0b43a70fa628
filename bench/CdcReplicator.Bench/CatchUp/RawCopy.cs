namespace CdcReplicator.Bench;

/// <summary>
/// The ceiling of a PostgreSQL target: all rows, held in memory before, by binary COPY in one transaction into the same
/// indexed tables.
/// </summary>
internal sealed class RawCopy(
    PostgresBench server,
    Workload workload,
    IReadOnlyList<WorkloadRow> rows,
    StateDigest expected,
    TimeProvider time
) : IContender
{
    private const string Database = "bench_copy";

    public string Name => BenchChoices.Copy;

    public async Task<RunSample> RunAsync(CancellationToken cancellationToken)
    {
        await server.CreateFromTemplateAsync(Database, cancellationToken);
        RunSample sample;
        await using (var connection = await server.OpenAsync(Database, cancellationToken))
        {
            var meter = new LocalMeter(server.ProcessId, time);
            await PostgresBench.CopyAsync(connection, workload.Tables[0], rows, cancellationToken);
            sample = meter.Stop();
        }

        var state = await PostgresDigest.TakeAsync(server, Database, workload, cancellationToken);
        await server.DropAsync(Database, cancellationToken);
        return sample with { Differences = state.DifferencesFrom(expected) };
    }
}
