using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Callers that block on the SDK from a thread everything would have to come back to, as old desktop programs do.
/// </summary>
[Collection(KafkaTestServer.Collection)]
public sealed class SyncOverAsyncTests
{
    private const string Ddl = "CREATE TABLE parts (id bigint PRIMARY KEY)";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public Task EveryCall_BlockedOnFromASingleThread_ReturnsOnEmbeddedLog() => RunAsync(null);

    [KafkaFact]
    public async Task EveryCall_BlockedOnFromASingleThread_ReturnsOnKafka() =>
        await RunAsync(
            $"kafka://{await KafkaTestServer.GetBootstrapServersAsync()}/{KafkaTestServer.NewClusterName()}"
        );

    private static async Task RunAsync(string? address)
    {
        await using var bench = await Bench.StartAsync(address);
        await bench.ApplyAsync(bench.Database("a", Ddl), "a");
        using var context = new SingleThreadedContext();

        await context.RunAsync(() => Use(bench)).WaitAsync(Patience);
    }

    private static void Use(Bench bench)
    {
        var options = new CdcClusterOptions
        {
            TablesTimeout = Patience,
            ApplyTimeout = Patience,
            ReadTimeout = Patience,
        };
        var cluster = bench.ConnectAsync(options).GetAwaiter().GetResult();
        var named = bench.ConnectAsync(options with { PublisherName = "desktop" }).GetAwaiter().GetResult();
        var session = cluster.CreateSession();
        session.WriteAsync(tx => tx.Insert("parts", new { id = 1 }), Durability.Applied(1)).GetAwaiter().GetResult();
        named.WriteAsync(tx => tx.Insert("parts", new { id = 2 })).GetAwaiter().GetResult();
        using (session.OpenConnectionAsync(ReadLevel.Latest).GetAwaiter().GetResult()) { }

        Assert.NotEqual(-1, session.GetTokenAsync().GetAwaiter().GetResult().Sequence);
        named.DisposeAsync().AsTask().GetAwaiter().GetResult();
        cluster.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
