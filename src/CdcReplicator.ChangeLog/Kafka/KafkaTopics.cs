using System.Globalization;
using CdcReplicator.Model;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>Creates topics and reads what they are.</summary>
internal sealed class KafkaTopics(KafkaClients clients, KafkaLogOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan MetadataPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private Error? _lastError;

    /// <summary>Creates the topics that are missing, verifies all, and returns their facts.</summary>
    /// <exception cref="LogMissingException">A topic is missing, and the options say not to create it.</exception>
    /// <exception cref="ReplicationException">A topic is not what its plan says, or Kafka cannot be reached or refuses us.</exception>
    public async Task<IReadOnlyList<TopicFacts>> PrepareAsync(
        IReadOnlyList<TopicPlan> plans,
        CancellationToken cancellationToken
    )
    {
        var admin = clients.CreateAdmin(error => _lastError = MoreTelling(_lastError, error));
        try
        {
            return await PrepareAsync(admin, plans, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Takes two tenths of a second, for which nobody need wait.
            _ = Task.Run(admin.Dispose, CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<TopicFacts>> PrepareAsync(
        IAdminClient admin,
        IReadOnlyList<TopicPlan> plans,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetTimestamp();
        var facts = new List<TopicFacts>();
        foreach (var plan in plans)
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    if (await TryReadAsync(admin, plan).ConfigureAwait(false) is { } found)
                    {
                        TopicVerification.ThrowIfWrong(plan, found, options.BootstrapServers);
                        facts.Add(found);
                        break;
                    }
                }
                catch (KafkaException e)
                {
                    _lastError = MoreTelling(_lastError, e.Error);
                    if (
                        KafkaFailures.Classify(_lastError.Code) == KafkaFailure.Refused
                        || time.GetElapsedTime(started) > options.ConnectTimeout
                    )
                    {
                        throw KafkaFailures.Of(_lastError, options.Endpoint, $"opening topic '{plan.Name}'", e);
                    }
                }

                await Task.Delay(PollInterval, time, cancellationToken).ConfigureAwait(false);
            }
        }

        return facts;
    }

    /// <summary>A refusal says more than the lost connections that follow from it.</summary>
    private static Error MoreTelling(Error? known, Error next) =>
        known is not null && KafkaFailures.Classify(known.Code) == KafkaFailure.Refused ? known : next;

    /// <summary>Facts of a topic, or null if it was not there; then it is created, and may take a moment to appear.</summary>
    private async Task<TopicFacts?> TryReadAsync(IAdminClient admin, TopicPlan plan)
    {
        // All topics are asked for: asking for one by name may create it where brokers allow that.
        var metadata = await Task.Run(() => admin.GetMetadata(MetadataPatience)).ConfigureAwait(false);
        var topic = metadata.Topics.Find(candidate => candidate.Topic == plan.Name);
        if (topic is null || topic.Error.Code == ErrorCode.UnknownTopicOrPart)
        {
            if (!options.CreateIfMissing)
            {
                throw new LogMissingException(options.Endpoint, ClustersAmong(metadata));
            }

            await CreateAsync(admin, plan, plan.ReplicasOn(metadata.Brokers.Count)).ConfigureAwait(false);
            return null;
        }

        if (topic.Error.IsError)
        {
            throw new KafkaException(topic.Error);
        }

        var described = await admin
            .DescribeConfigsAsync(
                [new ConfigResource { Type = ResourceType.Topic, Name = plan.Name }],
                new DescribeConfigsOptions { RequestTimeout = options.ConnectTimeout }
            )
            .ConfigureAwait(false);
        return new TopicFacts(
            topic.Partitions.Count,
            topic.Partitions.Count == 0 ? 0 : topic.Partitions[0].Replicas.Length,
            described[0].Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Value)
        );
    }

    /// <summary>Addresses of the clusters whose two topics, under their usual names, are on these brokers.</summary>
    private IReadOnlyList<string> ClustersAmong(Metadata metadata)
    {
        var names = metadata.Topics.Select(topic => topic.Topic).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. names
                .Where(name => name.EndsWith(KafkaLogOptions.LogSuffix, StringComparison.Ordinal))
                .Select(name => name[..^KafkaLogOptions.LogSuffix.Length])
                .Where(cluster => names.Contains(cluster + KafkaLogOptions.MetadataSuffix))
                .Order(StringComparer.Ordinal)
                .Select(cluster => $"kafka://{options.BootstrapServers}/{cluster}"),
        ];
    }

    private async Task CreateAsync(IAdminClient admin, TopicPlan plan, int replicas)
    {
        var specification = new TopicSpecification
        {
            Name = plan.Name,
            NumPartitions = 1,
            ReplicationFactor = (short)replicas,
            Configs = new Dictionary<string, string>(plan.Required.Concat(plan.Initial))
            {
                [TopicPlan.MinInSyncSetting] = plan.MinInSyncOf(replicas).ToString(CultureInfo.InvariantCulture),
            },
        };
        try
        {
            await admin
                .CreateTopicsAsync(
                    [specification],
                    new CreateTopicsOptions
                    {
                        OperationTimeout = options.ConnectTimeout,
                        RequestTimeout = options.ConnectTimeout,
                    }
                )
                .ConfigureAwait(false);
            logger.TopicCreated(plan.Name, replicas);
        }
        catch (CreateTopicsException e) when (e.Results[0].Error.Code == ErrorCode.TopicAlreadyExists)
        {
            // Another opener was faster; its topic is verified like any other.
        }
        catch (CreateTopicsException e)
        {
            throw new KafkaException(e.Results[0].Error, e);
        }
    }
}
