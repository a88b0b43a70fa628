namespace CdcReplicator.EndToEndTests;

/// <summary>Writers that change, add and remove rows of <c>items</c>, and are rejected now and then.</summary>
internal sealed class DriftLoad : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);

    private readonly CdcCluster _cluster;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;
    private long _written;

    private DriftLoad(CdcCluster cluster, int seed)
    {
        _cluster = cluster;
        _writing = WriteAsync(new Random(seed));
    }

    public long Written => Interlocked.Read(ref _written);

    public static async Task<DriftLoad> StartAsync(DriftCluster cluster, int seed) =>
        new(await cluster.ConnectAsync(), seed);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing;
        await _cluster.DisposeAsync();
        _stop.Dispose();
    }

    private async Task WriteAsync(Random random)
    {
        // A steady load: what is written as fast as it goes would only be waited for.
        using var pace = new PeriodicTimer(Pace);
        while (await pace.WaitForNextTickAsync(CancellationToken.None) && !_stop.IsCancellationRequested)
        {
            var id = 1 + random.Next(100);
            await _cluster.WriteAsync(
                random.Next(5) switch
                {
                    // Rejected where the row is there.
                    0 => tx => tx.Insert("items", Row(id, random)),
                    // Rejected where it is not.
                    1 => tx => tx.Delete("items", key: new { id }),
                    2 => tx => tx.Upsert("items", Row(id, random)).Upsert("codes", Code(id, random)),
                    _ => tx => tx.Upsert("items", Row(id, random)),
                }
            );
            Interlocked.Increment(ref _written);
        }
    }

    private static object Row(long id, Random random) =>
        new
        {
            id,
            name = $"written {random.Next()}",
            note = random.Next(2) == 0 ? null : "",
            rank = id,
        };

    private static object Code(long id, Random random) => new { code = $"code{id}", what = $"{random.Next()}" };
}
