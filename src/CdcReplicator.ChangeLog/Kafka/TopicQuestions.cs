using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace CdcReplicator.ChangeLog;

/// <summary>What brokers say of a topic.</summary>
/// <param name="admin">Asks them.</param>
/// <param name="trouble">Is cleared when they answer.</param>
/// <param name="brokers">Is doubted when they do not.</param>
internal sealed class TopicQuestions(IAdminClient admin, KafkaTrouble trouble, BrokerMemory brokers)
{
    /// <summary>What the brokers say of a topic now; null if they do not know it. Never creates it.</summary>
    /// <exception cref="KafkaException">No answer in time, or the user may not ask.</exception>
    public async Task<TopicSight?> LookAsync(string topic)
    {
        try
        {
            var result = await AskAsync(() =>
                    admin.DescribeTopicsAsync(
                        TopicCollection.OfTopicNames([topic]),
                        new DescribeTopicsOptions { RequestTimeout = Watermarks.Patience }
                    )
                )
                .ConfigureAwait(false);
            trouble.Clear();
            var seen = result.TopicDescriptions[0];
            var first = seen.Partitions.FirstOrDefault();
            return new TopicSight(
                IdOf(seen.TopicId),
                seen.Partitions.Count,
                first?.Replicas.Count ?? 0,
                first?.ISR.Count ?? 0,
                first?.Leader is { Id: >= 0 }
            );
        }
        catch (DescribeTopicsException e)
        {
            var error = e.Results.TopicDescriptions[0].Error;
            return KafkaFailures.Classify(error.Code) == KafkaFailure.TopicMissing
                ? null
                : throw new KafkaException(error, e);
        }
    }

    /// <summary>A topic's settings.</summary>
    /// <exception cref="KafkaException">No answer in time, or the user may not ask.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ReadSettingsAsync(string topic)
    {
        try
        {
            var described = await AskAsync(() =>
                    admin.DescribeConfigsAsync(
                        [new ConfigResource { Type = ResourceType.Topic, Name = topic }],
                        new DescribeConfigsOptions { RequestTimeout = Watermarks.Patience }
                    )
                )
                .ConfigureAwait(false);
            return described[0].Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Value);
        }
        catch (DescribeConfigsException e)
        {
            throw new KafkaException(e.Results[0].Error, e);
        }
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            await Task.Run(() => brokers.Renew(admin.Handle)).ConfigureAwait(false);
            return await ask().ConfigureAwait(false);
        }
        catch (KafkaException)
        {
            brokers.Doubt();
            throw;
        }
    }

    private static string? IdOf(Uuid? id) =>
        id is null || (id.MostSignificantBits == 0 && id.LeastSignificantBits == 0) ? null : id.ToString();
}
