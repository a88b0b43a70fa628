using Testcontainers.Kafka;

namespace CdcReplicator.Testing;

/// <summary>A Kafka broker in a container.</summary>
internal static class BrokerContainer
{
    /// <summary>Its image, that of <c>docker-compose.yml</c>.</summary>
    public const string Image = "apache/kafka:4.1.0";

    /// <summary>What would be started. Topics are made by those who mean to, as on the installed broker.</summary>
    public static KafkaBuilder Describe() =>
        new KafkaBuilder(Image).WithEnvironment("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");

    /// <summary>Starts one, which goes when this process ends.</summary>
    /// <returns>Where clients connect: <c>host:port</c>.</returns>
    public static async Task<string> StartAsync()
    {
        var container = Describe().Build();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => container.DisposeAsync().AsTask().GetAwaiter().GetResult();
        await container.StartAsync();
        return new Uri(container.GetBootstrapAddress()).Authority;
    }
}
