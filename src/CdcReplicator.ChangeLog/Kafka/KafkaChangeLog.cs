using CdcReplicator.Model;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// A change log in a Kafka topic of one partition, with a compacted topic beside it. See <c>DESIGN.md</c>.
/// </summary>
internal sealed class KafkaChangeLog : IChangeLog
{
    private static readonly TimeSpan ConfirmInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MismatchConfirmation = TimeSpan.FromSeconds(2);

    /// <summary>How long a log that has an identity may seem to have no topic before that is believed.</summary>
    private static readonly TimeSpan MissingConfirmation = TimeSpan.FromSeconds(3);

    private readonly KafkaLogOptions _options;
    private readonly KafkaClients _clients;
    private readonly KafkaTopics _topics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly KafkaAppender _appender;
    private readonly KafkaProbe _probe;
    private readonly CompactedTopic _beside;
    private readonly KafkaProgress _progress;
    private CompactedTopic? _publishers;
    private KafkaMetadata? _metadata;
    private TopicWatch? _watch;
    private TopicWatchLoop? _looking;
    private string? _topicId;
    private bool _isGone;
    private ReplicationException? _trouble;
    private int _isDisposed;

    private KafkaChangeLog(
        KafkaLogOptions options,
        KafkaClients clients,
        KafkaTopics topics,
        (TopicPlan Plan, TopicFacts Facts) beside,
        int maxMessageBytes,
        TimeProvider time,
        ILogger logger
    )
    {
        _options = options;
        _clients = clients;
        _topics = topics;
        _time = time;
        _logger = logger;
        _appender = new KafkaAppender(clients, options.Endpoint, maxMessageBytes, time, logger);
        _probe = new KafkaProbe(clients, options, options.EffectiveLogTopic, time);
        _beside = new CompactedTopic(clients, _appender, topics, beside, options, time, logger);
        _progress = new KafkaProgress(clients, options, time, logger);
        Settings = ClusterSettings.NewLog();
    }

    /// <inheritdoc/>
    public ClusterSettings Settings { get; private set; }

    /// <inheritdoc/>
    public string Endpoint => _options.Endpoint;

    /// <inheritdoc/>
    public IMetadataStore Metadata => _metadata!;

    /// <inheritdoc/>
    public ReplicationException? Trouble =>
        _trouble ?? _watch?.Trouble ?? _beside.Watch.Trouble ?? _publishers?.Watch.Trouble;

    /// <summary>Opens the log; creates its topics if they are missing and verifies them if they are there.</summary>
    /// <exception cref="ReplicationException">
    /// An option or a setting of a topic is wrong (all are named), librdkafka is missing, or Kafka refuses us.
    /// </exception>
    /// <exception cref="LogMismatchException">
    /// The log's topic was deleted, or is not the one that the log was created with.
    /// </exception>
    /// <exception cref="LogMissingException">There is no log, and the options say not to create one.</exception>
    /// <exception cref="LogUnavailableException">Kafka cannot be reached.</exception>
    public static async Task<KafkaChangeLog> OpenAsync(
        KafkaLogOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        KafkaLogOptionsValidator.ThrowIfInvalid(options);
        LibrdkafkaLoader.EnsureLoaded();
        var logger = loggers.CreateLogger<KafkaChangeLog>();
        var clients = new KafkaClients(options, logger);
        var topics = new KafkaTopics(clients, options, time, logger);
        KafkaChangeLog? log = null;
        try
        {
            var plan = TopicPlan.OfMetadata(options);
            var facts = await topics.PrepareAsync(plan, cancellationToken).ConfigureAwait(false);
            var logPlan = TopicPlan.OfLog(options);
            var found = await topics.FindAsync(logPlan, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            var maxMessageBytes = Math.Min(
                CompactedTopic.MaxMessageBytesOf(facts),
                found is null ? int.MaxValue : CompactedTopic.MaxMessageBytesOf(found)
            );
            log = new KafkaChangeLog(options, clients, topics, (plan, facts), maxMessageBytes, time, logger);
            await log.IdentifyAsync(logPlan, found, cancellationToken).ConfigureAwait(false);
            log._trouble ??= log._beside.Unsuitable ?? log._publishers?.Unsuitable;
            if (log._trouble is { } trouble && !options.OpenBroken)
            {
                throw trouble;
            }

            log._looking = new TopicWatchLoop(
                [log._watch!, log._beside.Watch, .. log._publishers is { } topic ? [topic.Watch] : (TopicWatch[])[]],
                time
            );
            return log;
        }
        catch
        {
            if (log is null)
            {
                await DisposeLaterAsync(topics).ConfigureAwait(false);
            }
            else
            {
                await log.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public Task<AppendReceipt> AppendAsync(IReadOnlyList<RecordToAppend> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentOutOfRangeException.ThrowIfZero(records.Count, nameof(records));
        return _trouble is { } trouble
            ? Task.FromException<AppendReceipt>(trouble)
            : _appender.AppendAsync(_options.EffectiveLogTopic, _watch!, records, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ILogReader> OpenReaderAsync(long fromOffset, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        if (_isGone)
        {
            throw _trouble!;
        }

        var started = _time.GetTimestamp();
        while (true)
        {
            var marks = await _probe.GetWatermarksAsync(cancellationToken).ConfigureAwait(false);
            var topic = _options.EffectiveLogTopic;
            if (PositionCheck.Find(Endpoint, topic, fromOffset, marks.Low.Value, marks.High.Value) is not { } mismatch)
            {
                return new KafkaLogReader(
                    _clients,
                    _options,
                    new TopicCheck(_options, _topics, _topicId),
                    fromOffset,
                    _time,
                    _logger
                );
            }

            // A leader just elected may show an older end for a moment; an offset before the start stays there.
            if (fromOffset < marks.Low.Value || _time.GetElapsedTime(started) > MismatchConfirmation)
            {
                throw mismatch;
            }

            await Task.Delay(ConfirmInterval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task<LogBounds> GetBoundsAsync(CancellationToken cancellationToken) =>
        _isGone ? Task.FromException<LogBounds>(_trouble!) : _probe.GetBoundsAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<LogRetention> GetRetentionAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var topic = _options.EffectiveLogTopic;
        try
        {
            return TopicRetention.Of(_options, await _topics.ReadSettingsAsync(topic).ConfigureAwait(false));
        }
        catch (KafkaException e)
        {
            throw KafkaFailures.Of(e.Error, Endpoint, KafkaRequest.Open(topic), e);
        }
    }

    /// <inheritdoc/>
    public Task ReportProgressAsync(string nodeId, long nextOffset, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(nodeId);
        _progress.Report(nodeId, nextOffset);
        return Task.CompletedTask;
    }

    /// <summary>Waits a few seconds for appends under way, then closes. Readers are closed by their owners.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        if (_looking is { } looking)
        {
            await looking.DisposeAsync().ConfigureAwait(false);
        }

        // Each takes a tenth of a second or two, most of it librdkafka waiting for its threads.
        await Task.WhenAll(
                _progress.DisposeAsync().AsTask(),
                _appender.DisposeAsync().AsTask(),
                _beside.DisposeAsync().AsTask(),
                _publishers?.DisposeAsync().AsTask() ?? Task.CompletedTask
            )
            .ConfigureAwait(false);
        _probe.Dispose();
        await DisposeLaterAsync(_topics).ConfigureAwait(false);
    }

    /// <summary>Takes two tenths of a second, for which nobody need wait.</summary>
    private static ValueTask DisposeLaterAsync(KafkaTopics topics)
    {
        _ = Task.Run(topics.Dispose, CancellationToken.None);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Finds out which log this is, and whether the topic is the one it was created with. A log that has an identity
    /// and no topic is broken: its topic is never created a second time.
    /// </summary>
    private async Task IdentifyAsync(TopicPlan plan, TopicFacts? found, CancellationToken cancellationToken)
    {
        var identity = new LogIdentityStore(_beside.Entries);
        var topic = new LogTopicStore(_beside.Entries);
        // This is read first, because its writer had written the identity before.
        var before = await topic.FindAnyLogAsync(cancellationToken).ConfigureAwait(false);
        var known = await identity.FindAsync(cancellationToken).ConfigureAwait(false);
        if (known is not null)
        {
            Settings = known;
            found ??= await _topics.FindAsync(plan, MissingConfirmation, cancellationToken).ConfigureAwait(false);
            await FindPublishersAsync(topic, mayCreate: false, cancellationToken).ConfigureAwait(false);
        }
        else if (before is not null)
        {
            // A new identity would have the nodes refuse the log, and a new node take it for another one.
            throw new LogMismatchException(
                $"The identity of '{Endpoint}' was {before}; its entry beside the log was deleted.",
                "Find out who did it, and let only appliers and operators write to the topic of what is kept beside "
                    + "the log. Then make a new cluster under another name and seed it from the node with the highest "
                    + "position."
            );
        }
        else
        {
            found ??= await _topics.PrepareAsync(plan, cancellationToken).ConfigureAwait(false);
            if (!_options.CreateIfMissing)
            {
                throw new LogMissingException(Endpoint, [], "Its topics are there, but no log in them.");
            }

            await FindPublishersAsync(topic, mayCreate: true, cancellationToken).ConfigureAwait(false);
            Settings = await identity.FindOrProposeAsync(Settings, cancellationToken).ConfigureAwait(false);
        }

        var expected = await topic.FindAsync(Settings.Log, cancellationToken).ConfigureAwait(false);
        _trouble ??=
            found is null || expected is not null
                ? TopicIdentity.Find(Endpoint, plan.Name, expected, found?.ToSight())
                : null;
        _trouble ??= TopicVerification.Find(plan, found!, _options.BootstrapServers);
        _topicId = found?.Id;
        _isGone = found is null;
        _watch = new TopicWatch(plan, expected ?? _topicId, _options, _topics, _probe, _time, _logger);
        if (expected is null && _topicId is { } id && _trouble is null)
        {
            await topic.PutAsync(Settings.Log, id, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Follows the topic of publishers, if the cluster has one: every cluster has that is created now. It is never
    /// created a second time, because schema ids and numbers would begin anew.
    /// </summary>
    private async Task FindPublishersAsync(LogTopicStore store, bool mayCreate, CancellationToken cancellationToken)
    {
        var plan = TopicPlan.OfPublishers(_options);
        var expected = await store.FindPublishersAsync(cancellationToken).ConfigureAwait(false);
        TopicFacts? facts = null;
        if (expected is not null)
        {
            facts = await _topics.FindAsync(plan, MissingConfirmation, cancellationToken).ConfigureAwait(false);
            var id = expected.Length > 0 ? expected : null;
            _trouble ??= TopicIdentity.Find(Endpoint, plan.Name, id, facts?.ToSight());
        }
        else if (mayCreate)
        {
            facts = await _topics.PrepareAsync(plan, cancellationToken).ConfigureAwait(false);
            await store.PutPublishersAsync(facts.Id ?? "", cancellationToken).ConfigureAwait(false);
        }

        _publishers = facts is null
            ? null
            : new CompactedTopic(_clients, _appender, _topics, (plan, facts), _options, _time, _logger);
        _metadata = new KafkaMetadata(_beside.Entries, _publishers?.Entries ?? _beside.Entries);
    }
}
