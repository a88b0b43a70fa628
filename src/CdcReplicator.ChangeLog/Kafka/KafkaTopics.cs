using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>Creates topics, and says what they are. Keeps one client for that.</summary>
internal sealed class KafkaTopics : IDisposable
{
    private static readonly TimeSpan MetadataPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly KafkaLogOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly KafkaTrouble _trouble;
    private readonly BrokerMemory _brokers = new();
    private readonly IAdminClient _admin;

    /// <summary>Makes the client.</summary>
    /// <exception cref="ReplicationException">A setting is refused.</exception>
    public KafkaTopics(KafkaClients clients, KafkaLogOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _trouble = new KafkaTrouble(time);
        _admin = clients.CreateAdmin(OnError);
    }

    /// <summary>Facts of a topic; creates it if it is missing.</summary>
    /// <exception cref="LogMissingException">It is missing, and the options say not to create it.</exception>
    /// <exception cref="LogRefusedException">Kafka refuses us.</exception>
    /// <exception cref="LogUnavailableException">Kafka cannot be reached.</exception>
    public async Task<TopicFacts> PrepareAsync(TopicPlan plan, CancellationToken cancellationToken) =>
        await PatientlyAsync(plan, () => TryReadAsync(plan, create: true), cancellationToken).ConfigureAwait(false);

    /// <summary>Facts of a topic, or null if it is not there and stays so for the time given.</summary>
    /// <exception cref="LogRefusedException">Kafka refuses us.</exception>
    /// <exception cref="LogUnavailableException">Kafka cannot be reached.</exception>
    public async Task<TopicFacts?> FindAsync(TopicPlan plan, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            var facts = (
                await PatientlyAsync(
                        plan,
                        async () => new Finding(await TryReadAsync(plan, create: false).ConfigureAwait(false)),
                        cancellationToken
                    )
                    .ConfigureAwait(false)
            ).Facts;
            if (facts is not null || _time.GetElapsedTime(started) >= patience)
            {
                return facts;
            }

            await Task.Delay(PollInterval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What the brokers say of a topic now; null if they do not know it. Never creates it.</summary>
    /// <exception cref="KafkaException">No answer in time, or the user may not ask.</exception>
    public async Task<TopicSight?> LookAsync(string topic)
    {
        try
        {
            var result = await AskAsync(() =>
                    _admin.DescribeTopicsAsync(
                        TopicCollection.OfTopicNames([topic]),
                        new DescribeTopicsOptions { RequestTimeout = Watermarks.Patience }
                    )
                )
                .ConfigureAwait(false);
            _trouble.Clear();
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
                    _admin.DescribeConfigsAsync(
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

    /// <inheritdoc/>
    public void Dispose() => _admin.Dispose();

    private void OnError(Error error)
    {
        _trouble.Note(error);
        _brokers.Doubt();
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            await Task.Run(() => _brokers.Renew(_admin.Handle)).ConfigureAwait(false);
            return await ask().ConfigureAwait(false);
        }
        catch (KafkaException)
        {
            _brokers.Doubt();
            throw;
        }
    }

    private async Task<T> PatientlyAsync<T>(TopicPlan plan, Func<Task<T?>> ask, CancellationToken cancellationToken)
        where T : class
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (await ask().ConfigureAwait(false) is { } answer)
                {
                    return answer;
                }
            }
            catch (KafkaException e)
            {
                var mayPass = !KafkaFailures.IsForbidden(e.Error.Code) && !_trouble.IsRefused;
                if (!mayPass || _time.GetElapsedTime(started) > _options.ConnectTimeout)
                {
                    throw KafkaFailures.Of(
                        _trouble.MoreTelling(e.Error),
                        _options.Endpoint,
                        KafkaRequest.Open(plan.Name),
                        e
                    );
                }
            }

            await Task.Delay(PollInterval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Facts of a topic, or null if it was not there; if it was created, it may take a moment to appear.
    /// </summary>
    private async Task<TopicFacts?> TryReadAsync(TopicPlan plan, bool create)
    {
        if (await LookAsync(plan.Name).ConfigureAwait(false) is { } seen)
        {
            var settings = await ReadSettingsAsync(plan.Name).ConfigureAwait(false);
            return new TopicFacts(seen.Partitions, seen.Replicas, settings, seen.Id);
        }

        if (!create)
        {
            return null;
        }

        var metadata = await Task.Run(() => _admin.GetMetadata(MetadataPatience)).ConfigureAwait(false);
        if (!_options.CreateIfMissing)
        {
            throw new LogMissingException(_options.Endpoint, ClustersAmong(metadata));
        }

        await CreateAsync(plan, plan.ReplicasOn(metadata.Brokers.Count)).ConfigureAwait(false);
        return null;
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
                .Select(cluster => $"kafka://{_options.BootstrapServers}/{cluster}"),
        ];
    }

    private static string? IdOf(Uuid? id) =>
        id is null || (id.MostSignificantBits == 0 && id.LeastSignificantBits == 0) ? null : id.ToString();

    private async Task CreateAsync(TopicPlan plan, int replicas)
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
            await _admin
                .CreateTopicsAsync(
                    [specification],
                    new CreateTopicsOptions
                    {
                        OperationTimeout = _options.ConnectTimeout,
                        RequestTimeout = _options.ConnectTimeout,
                    }
                )
                .ConfigureAwait(false);
            _logger.TopicCreated(plan.Name, replicas);
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

    /// <summary>An answer that may say that there is none.</summary>
    private sealed record Finding(TopicFacts? Facts);
}
