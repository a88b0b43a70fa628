using CdcReplicator.LocalServers;

namespace CdcReplicator.Testing;

/// <summary>
/// The one Kafka broker all tests of a run share, installed or in a container; started by the first that asks, killed
/// when the test process ends.
/// </summary>
internal static class KafkaTestServer
{
    /// <summary>
    /// xUnit collection of the classes that load Kafka: brokers started and killed side by side starve each other on a
    /// small machine.
    /// </summary>
    public const string Collection = "kafka";

    private static readonly Lazy<Task<string>> Own = new(StartAsync);
    private static readonly Lazy<Task<SecuredKafka>> Closed = new(StartClosedAsync);

    private static string? Given =>
        Environment.GetEnvironmentVariable(KafkaAvailability.ServersVariable) is { Length: > 0 } given ? given : null;

    /// <summary>
    /// <c>host:port[,host:port]</c> of <c>KAFKA_BOOTSTRAP_SERVERS</c>, or of the shared broker; in a
    /// <see cref="SecuredRun"/>, where its tools connect.
    /// </summary>
    public static async Task<string> GetBootstrapServersAsync() =>
        Given ?? (await GetClosedAsync() is { } closed ? closed.ToolServers : await Own.Value);

    /// <summary>The shared broker of a <see cref="SecuredRun"/>; null in an ordinary one.</summary>
    public static async Task<SecuredKafka?> GetClosedAsync() =>
        SecuredRun.IsOn && Given is null ? await Closed.Value : null;

    /// <summary>The broker that an address or a command line names, if only users may connect there.</summary>
    public static SecuredKafka? ClosedAt(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return
            Closed is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: var closed } }
            && address.Contains($"//{closed.BootstrapServers}/", StringComparison.Ordinal)
            ? closed
            : null;
    }

    /// <summary>A cluster name no other test uses.</summary>
    public static string NewClusterName() => $"test-{Guid.NewGuid():N}";

    private static async Task<SecuredKafka> StartClosedAsync()
    {
        var closed = await SecuredKafka.StartAsync(SecuredRun.Certificate!);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => closed.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return closed;
    }

    private static async Task<string> StartAsync()
    {
        if (KafkaAvailability.Shared.InContainer)
        {
            return await BrokerContainer.StartAsync();
        }

        var server = await KafkaServer.StartAsync(
            new KafkaServerOptions(),
            TimeProvider.System,
            CancellationToken.None
        );
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server.BootstrapServers;
    }
}
