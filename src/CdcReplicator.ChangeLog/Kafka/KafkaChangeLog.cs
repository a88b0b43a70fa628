using System.Globalization;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>A change log in a Kafka topic of one partition, with a compacted topic beside it. See <c>DESIGN.md</c>.</summary>
public sealed class KafkaChangeLog : IChangeLog
{
    private static readonly TimeSpan ConfirmInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MismatchConfirmation = TimeSpan.FromSeconds(2);

    private readonly KafkaLogOptions _options;
    private readonly KafkaClients _clients;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly KafkaAppender _appender;
    private readonly KafkaProbe _probe;
    private readonly KafkaMetadataStore _metadata;
    private readonly KafkaProgress _progress;
    private int _isDisposed;

    private KafkaChangeLog(
        KafkaLogOptions options,
        KafkaClients clients,
        int maxMessageBytes,
        TimeProvider time,
        ILogger logger
    )
    {
        _options = options;
        _clients = clients;
        _time = time;
        _logger = logger;
        _appender = new KafkaAppender(clients, options.Endpoint, maxMessageBytes, time, logger);
        _probe = new KafkaProbe(clients, options, options.EffectiveLogTopic, time);
        _metadata = new KafkaMetadataStore(clients, _appender, options, time);
        _progress = new KafkaProgress(clients, options, time, logger);
        Settings = ClusterSettings.NewLog();
    }

    /// <inheritdoc/>
    public ClusterSettings Settings { get; private set; }

    /// <inheritdoc/>
    public string Endpoint => _options.Endpoint;

    /// <inheritdoc/>
    public IMetadataStore Metadata => _metadata;

    /// <summary>Opens the log; creates its topics if they are missing and verifies them if they are there.</summary>
    /// <exception cref="ReplicationException">An option or a setting of a topic is wrong (all are named), librdkafka is missing, or Kafka refuses us.</exception>
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
        var facts = await new KafkaTopics(clients, options, time, logger)
            .PrepareAsync([TopicPlan.OfLog(options), TopicPlan.OfMetadata(options)], cancellationToken)
            .ConfigureAwait(false);
        var maxMessageBytes = facts.Min(topic =>
            int.Parse(topic.Settings[TopicPlan.MaxMessageBytesSetting], CultureInfo.InvariantCulture)
        );
        var log = new KafkaChangeLog(options, clients, maxMessageBytes, time, logger);
        try
        {
            var identity = new LogIdentityStore(log.Metadata);
            log.Settings = options.CreateIfMissing
                ? await identity.FindOrProposeAsync(log.Settings, cancellationToken).ConfigureAwait(false)
                : await identity.FindAsync(cancellationToken).ConfigureAwait(false)
                    ?? throw new LogMissingException(options.Endpoint, [], "Its topics are there, but no log in them.");
            return log;
        }
        catch
        {
            await log.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<AppendReceipt> AppendAsync(IReadOnlyList<RecordToAppend> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentOutOfRangeException.ThrowIfZero(records.Count, nameof(records));
        return _appender.AppendAsync(_options.EffectiveLogTopic, records, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ILogReader> OpenReaderAsync(long fromOffset, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        var started = _time.GetTimestamp();
        while (true)
        {
            var marks = await _probe.GetWatermarksAsync(cancellationToken).ConfigureAwait(false);
            var topic = _options.EffectiveLogTopic;
            if (PositionCheck.Find(Endpoint, topic, fromOffset, marks.Low.Value, marks.High.Value) is not { } mismatch)
            {
                return new KafkaLogReader(_clients, _options, fromOffset, _time, _logger);
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
        _probe.GetBoundsAsync(cancellationToken);

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

        // Each takes a tenth of a second or two, most of it librdkafka waiting for its threads.
        await Task.WhenAll(
                _progress.DisposeAsync().AsTask(),
                _appender.DisposeAsync().AsTask(),
                _metadata.DisposeAsync().AsTask()
            )
            .ConfigureAwait(false);
        _probe.Dispose();
    }
}
