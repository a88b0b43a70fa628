using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>Finds clusters by the names of their topics.</summary>
internal static class KafkaClusters
{
    /// <summary>Addresses of the clusters whose two topics, under their usual names, are on these brokers.</summary>
    public static IReadOnlyList<string> Among(Metadata metadata, string bootstrapServers)
    {
        var names = metadata.Topics.Select(topic => topic.Topic).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. names
                .Where(name => name.EndsWith(KafkaLogOptions.LogSuffix, StringComparison.Ordinal))
                .Select(name => name[..^KafkaLogOptions.LogSuffix.Length])
                .Where(cluster => names.Contains(cluster + KafkaLogOptions.MetadataSuffix))
                .Order(StringComparer.Ordinal)
                .Select(cluster => $"kafka://{bootstrapServers}/{cluster}"),
        ];
    }
}
