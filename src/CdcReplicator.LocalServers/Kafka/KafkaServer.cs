namespace CdcReplicator.LocalServers;

/// <summary>
/// A throwaway Kafka (KRaft) of one or three brokers on free ports of this machine, in a folder of its own. Dies with
/// this process.
/// </summary>
internal sealed class KafkaServer : IAsyncDisposable
{
    private readonly KafkaBroker[] _brokers;
    private readonly ThrowawayFolder? _throwaway;

    private KafkaServer(KafkaBroker[] brokers, KafkaBrokerPorts[] ports, ThrowawayFolder? throwaway)
    {
        _brokers = brokers;
        _throwaway = throwaway;
        BootstrapServers = Addresses(ports.Select(port => port.Client));
        ToolServers = Addresses(ports.Select(port => port.Internal));
    }

    /// <summary>Where clients connect: <c>127.0.0.1:port[,…]</c>.</summary>
    public string BootstrapServers { get; }

    /// <summary>Where Kafka's own tools connect; never asks for a password.</summary>
    public string ToolServers { get; }

    /// <summary>How many brokers there are, running or not. Broker ids are 1 to this number.</summary>
    public int BrokerCount => _brokers.Length;

    /// <summary>Formats and starts it, and returns when it is ready (about 5 s for one broker).</summary>
    /// <exception cref="ReplicationException">
    /// Kafka or Java is missing, or it did not start; the message says which and why.
    /// </exception>
    public static async Task<KafkaServer> StartAsync(
        KafkaServerOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var installation = KafkaInstallation.Find();
        var throwaway = options.DataFolder is null ? ThrowawayFolder.Create("cdc-replicator-kafka-") : null;
        var folder = options.DataFolder ?? throwaway!.Path;
        var free = FreePorts.Take(options.Brokers * 3);
        var ports = Enumerable
            .Range(0, options.Brokers)
            .Select(i => new KafkaBrokerPorts(free[i * 3], free[(i * 3) + 1], free[(i * 3) + 2]))
            .ToArray();
        var brokers = ports
            .Select((_, i) => new KafkaBroker(installation, Path.Combine(folder, $"broker-{i + 1}"), options, time))
            .ToArray();
        var server = new KafkaServer(brokers, ports, throwaway);
        try
        {
            // Kafka's own ids are 16 bytes in URL-safe Base64; one that began with '-' would be taken for an option.
            var clusterId =
                "A" + Convert.ToBase64String(Guid.NewGuid().ToByteArray())[1..22].Replace('+', '-').Replace('/', '_');
            await Task.WhenAll(
                brokers.Select(
                    (broker, i) =>
                        broker.FormatAsync(
                            clusterId,
                            KafkaServerProperties.Of(
                                i,
                                ports,
                                Path.Combine(folder, $"broker-{i + 1}", "data"),
                                options
                            ),
                            cancellationToken
                        )
                )
            );
            await Task.WhenAll(brokers.Select(broker => broker.StartAsync(cancellationToken)));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    /// <summary>Whether a broker's process runs.</summary>
    /// <param name="brokerId">From 1.</param>
    public bool IsRunning(int brokerId) => Broker(brokerId).IsRunning;

    /// <summary>Kills a broker (SIGKILL); its data stays.</summary>
    /// <param name="brokerId">From 1.</param>
    public Task KillAsync(int brokerId = 1) => Broker(brokerId).KillAsync();

    /// <summary>Stops a broker in order; its data stays.</summary>
    /// <param name="brokerId">From 1.</param>
    public Task StopAsync(int brokerId = 1) => Broker(brokerId).StopAsync();

    /// <summary>
    /// Starts a broker that was killed or stopped, on the same port with the same data; returns when it is ready.
    /// </summary>
    /// <param name="brokerId">From 1.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ReplicationException">It did not start.</exception>
    public Task RestartAsync(int brokerId, CancellationToken cancellationToken) =>
        Broker(brokerId).StartAsync(cancellationToken);

    /// <summary>Kills every broker and deletes the data (not that in a folder the caller gave).</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var broker in _brokers)
        {
            await broker.DisposeAsync();
        }

        _throwaway?.Dispose();
    }

    private static string Addresses(IEnumerable<int> ports) =>
        string.Join(',', ports.Select(port => $"127.0.0.1:{port}"));

    private KafkaBroker Broker(int brokerId) => _brokers[brokerId - 1];
}
