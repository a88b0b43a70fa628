using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>Creates topics, and says what they are. Keeps one client for that.</summary>
internal sealed class KafkaTopics : IDisposable
{
    private static readonly TimeSpan MetadataPatience = TimeSpan.FromSeconds(1);
    private readonly KafkaLogOptions _options;
    private readonly TimeProvider _time;
    private readonly KafkaTrouble _trouble;
    private readonly BrokerMemory _brokers = new();
    private readonly IAdminClient _admin;
    private readonly TopicQuestions _questions;
    private readonly TopicPatience _patience;
    private readonly TopicCreation _creation;

    /// <summary>Makes the client.</summary>
    /// <exception cref="ReplicationException">A setting is refused.</exception>
    public KafkaTopics(KafkaClients clients, KafkaLogOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _trouble = new KafkaTrouble(time);
        _admin = clients.CreateAdmin(OnError);
        _questions = new TopicQuestions(_admin, _trouble, _brokers);
        _patience = new TopicPatience(options, time, _trouble);
        _creation = new TopicCreation(_admin, options.ConnectTimeout, logger);
    }

    /// <summary>Facts of a topic; creates it if it is missing.</summary>
    /// <exception cref="LogMissingException">It is missing, and the options say not to create it.</exception>
    /// <exception cref="LogRefusedException">Kafka refuses us.</exception>
    /// <exception cref="LogUnavailableException">Kafka cannot be reached.</exception>
    public async Task<TopicFacts> PrepareAsync(TopicPlan plan, CancellationToken cancellationToken) =>
        await _patience.AskAsync(plan, () => TryReadAsync(plan, create: true), cancellationToken).ConfigureAwait(false);

    /// <summary>Facts of a topic, or null if it is not there and stays so for the time given.</summary>
    /// <exception cref="LogRefusedException">Kafka refuses us.</exception>
    /// <exception cref="LogUnavailableException">Kafka cannot be reached.</exception>
    public async Task<TopicFacts?> FindAsync(TopicPlan plan, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            var facts = (
                await _patience
                    .AskAsync(
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

            await Task.Delay(TopicPatience.PollInterval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What the brokers say of a topic now; null if they do not know it. Never creates it.</summary>
    /// <exception cref="KafkaException">No answer in time, or the user may not ask.</exception>
    public Task<TopicSight?> LookAsync(string topic) => _questions.LookAsync(topic);

    /// <summary>A topic's settings.</summary>
    /// <exception cref="KafkaException">No answer in time, or the user may not ask.</exception>
    public Task<IReadOnlyDictionary<string, string>> ReadSettingsAsync(string topic) =>
        _questions.ReadSettingsAsync(topic);

    /// <inheritdoc/>
    public void Dispose() => _admin.Dispose();

    private void OnError(Error error)
    {
        _trouble.Note(error);
        _brokers.Doubt();
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
            throw new LogMissingException(_options.Endpoint, KafkaClusters.Among(metadata, _options.BootstrapServers));
        }

        await _creation.CreateAsync(plan, plan.ReplicasOn(metadata.Brokers.Count)).ConfigureAwait(false);
        return null;
    }

    /// <summary>An answer that may say that there is none.</summary>
    private sealed record Finding(TopicFacts? Facts);
}
