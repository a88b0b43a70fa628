using CdcReplicator.LocalServers;

namespace CdcReplicator.Testing;

/// <summary>
/// The one Kafka broker all tests of a run share; started by the first that asks, killed when the test process ends.
/// </summary>
public static class KafkaTestServer
{
    /// <summary>
    /// xUnit collection of the classes that load Kafka: brokers started and killed side by side starve each other on a
    /// small machine.
    /// </summary>
    public const string Collection = "kafka";

    private static readonly Lazy<Task<KafkaServer>> Own = new(StartAsync);

    /// <summary><c>host:port[,host:port]</c> of <c>KAFKA_BOOTSTRAP_SERVERS</c>, or of the shared broker.</summary>
    public static async Task<string> GetBootstrapServersAsync() =>
        Environment.GetEnvironmentVariable(KafkaAvailability.ServersVariable) is { Length: > 0 } given
            ? given
            : (await Own.Value).BootstrapServers;

    /// <summary>A cluster name no other test uses.</summary>
    public static string NewClusterName() => $"test-{Guid.NewGuid():N}";

    private static async Task<KafkaServer> StartAsync()
    {
        var server = await KafkaServer.StartAsync(
            new KafkaServerOptions(),
            TimeProvider.System,
            CancellationToken.None
        );
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }
}
