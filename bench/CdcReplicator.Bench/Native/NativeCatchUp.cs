namespace CdcReplicator.Bench;

/// <summary>
/// PostgreSQL's own logical replication of the same transactions into a fresh database of the same server.
/// </summary>
internal sealed class NativeCatchUp(
    NativePublisher publisher,
    PostgresBench server,
    Workload workload,
    StateDigest expected,
    TimeProvider time
) : IContender
{
    /// <summary>
    /// How often the subscriber is asked how far it is: seldom enough not to slow it down, often enough not to blur the
    /// end.
    /// </summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private const int LooksPerHealthCheck = 200;

    private int _runs;

    public string Name => BenchChoices.Native;

    public async Task<RunSample> RunAsync(CancellationToken cancellationToken)
    {
        var subscriber = new NativeSubscriber(server, publisher, $"bench_{++_runs}");
        await subscriber.CreateAsync(cancellationToken);
        RunSample sample;
        await using (var connection = await server.OpenAsync(NativeSubscriber.Database, cancellationToken))
        {
            var databaseCpu = ProcessTreeCpu.SecondsOf(server.ProcessId);
            var publisherCpu = ProcessTreeCpu.SecondsOf(publisher.ProcessId);
            var start = time.GetTimestamp();
            await subscriber.EnableAsync(cancellationToken);
            while (!await NativeSubscriber.IsRunningAsync(connection, cancellationToken))
            {
                await Task.Delay(Look, time, cancellationToken);
            }

            var ready = time.GetTimestamp();
            for (
                var looks = 1;
                !await NativeSubscriber.HasPassedAsync(connection, publisher.BeforeLastCommit, cancellationToken);
                looks++
            )
            {
                await Task.Delay(Look, time, cancellationToken);
                if (looks % LooksPerHealthCheck == 0)
                {
                    await NativeSubscriber.RequireHealthyAsync(connection, cancellationToken);
                }
            }

            sample = new RunSample
            {
                Seconds = time.GetElapsedTime(ready).TotalSeconds,
                SecondsWithStart = time.GetElapsedTime(start).TotalSeconds,
                DatabaseCpuSeconds = ProcessTreeCpu.SecondsOf(server.ProcessId) - databaseCpu,
                PublisherCpuSeconds = ProcessTreeCpu.SecondsOf(publisher.ProcessId) - publisherCpu,
            };
        }

        var state = await PostgresDigest.TakeAsync(server, NativeSubscriber.Database, workload, cancellationToken);
        await subscriber.DropAsync(cancellationToken);
        return sample with { Differences = state.DifferencesFrom(expected) };
    }
}
