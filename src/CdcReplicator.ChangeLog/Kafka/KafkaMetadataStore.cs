using System.Runtime.CompilerServices;
using System.Text;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>Keys and values in one compacted topic; an entry's version is its offset.</summary>
internal sealed class KafkaMetadataStore : IMetadataStore, IAsyncDisposable
{
    private readonly KafkaAppender _appender;
    private readonly TopicWatch _watch;
    private readonly string _topic;
    private readonly KafkaLogOptions _options;
    private readonly TimeProvider _time;
    private readonly MetadataMap _map = new();
    private readonly KafkaMetadataTail _tail;
    private readonly KafkaProbe _probe;

    /// <summary>Starts to read the topic.</summary>
    public KafkaMetadataStore(
        KafkaClients clients,
        KafkaAppender appender,
        TopicWatch watch,
        KafkaProbe probe,
        string topic,
        KafkaLogOptions options,
        TimeProvider time,
        ILogger logger
    )
    {
        _appender = appender;
        _watch = watch;
        _probe = probe;
        _topic = topic;
        _options = options;
        _time = time;
        _tail = new KafkaMetadataTail(clients, topic, options, _map, time, logger);
        _tail.Start();
    }

    /// <inheritdoc/>
    public async Task<long> PutAsync(string key, byte[]? value, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var record = new RecordToAppend(Encoding.UTF8.GetBytes(key), value);
        try
        {
            var receipt = await _appender
                .AppendAsync(_topic, _watch, [record], cancellationToken)
                .ConfigureAwait(false);
            return receipt.LastOffset;
        }
        catch (AppendOutcomeUnknownException e) when (e.InnerException is LogMismatchException mismatch)
        {
            throw mismatch;
        }
        catch (AppendOutcomeUnknownException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new LogUnavailableException(
                $"Entry '{key}' beside the log '{_options.Endpoint}' may not have been written: no answer came.",
                "Write it again; the last write counts.",
                e
            );
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MetadataEntry>> ReadAsync(string prefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        await CatchUpAsync(cancellationToken).ConfigureAwait(false);
        return _map.Read(prefix);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<MetadataEntry> WatchAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(prefix);
        await CatchUpAsync(cancellationToken).ConfigureAwait(false);
        var watcher = _map.Watch(prefix);
        try
        {
            while (true)
            {
                foreach (var entry in await watcher.TakeAsync(cancellationToken).ConfigureAwait(false))
                {
                    yield return entry;
                }
            }
        }
        finally
        {
            _map.Remove(watcher);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _tail.DisposeAsync();

    /// <summary>Asks for the topic's end, and waits until the tail has reached it.</summary>
    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        if (_watch.Trouble is LogMismatchException mismatch)
        {
            throw mismatch;
        }

        var end = (await _probe.GetWatermarksAsync(cancellationToken).ConfigureAwait(false)).High.Value;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = new CancellationTokenSource(_options.ReadTimeout, _time);
        await using var link = timer.Token.Register(limit.Cancel).ConfigureAwait(false);
        try
        {
            await _map.WaitAsync(end, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LogUnavailableException(
                $"Topic '{_topic}' of '{_options.Endpoint}' was not read "
                    + $"up to offset {end} in {_options.ReadTimeout.TotalSeconds:0} s."
                    + (_tail.Trouble is { } trouble ? $" Kafka said: {trouble}." : ""),
                "Check that the brokers run, and that the user may read the topic."
            );
        }
    }
}
