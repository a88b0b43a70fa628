using CdcReplicator.LocalServers;
using Confluent.Kafka;

namespace CdcReplicator.Testing;

/// <summary>What tests do to Kafka besides the product.</summary>
internal static class KafkaTools
{
    /// <summary>Runs one of Kafka's own command-line tools, which must be installed, against these servers.</summary>
    public static Task<string> RunAsync(string servers, string tool, params string[] arguments) =>
        KafkaInstallation
            .Find()
            .RunToolAsync(tool, ["--bootstrap-server", servers, .. arguments], CancellationToken.None);

    /// <summary>Deletes the records of a topic's partition 0 before an offset, as retention would.</summary>
    public static async Task DeleteRecordsAsync(string servers, string topic, long beforeOffset)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        await admin.DeleteRecordsAsync([new TopicPartitionOffset(topic, 0, beforeOffset)]);
    }
}
