using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Shows Kafka's tools how far nodes are: commits, about once a second, the newest offset of each as that of group
/// <c>cdc-replicator.CLUSTER.NODE</c>.
/// </summary>
internal sealed class KafkaProgress : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(3);

    private readonly KafkaClients _clients;
    private readonly KafkaLogOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, long> _newest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IConsumer<byte[]?, byte[]?>> _consumers = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public KafkaProgress(KafkaClients clients, KafkaLogOptions options, TimeProvider time, ILogger logger)
    {
        _clients = clients;
        _options = options;
        _time = time;
        _logger = logger;
        _work = Task.Run(WorkAsync);
    }

    /// <summary>Notes how far a node is; shown soon.</summary>
    public void Report(string nodeId, long nextOffset) => _newest[nodeId] = nextOffset;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        var last = Task.Run(() =>
        {
            Show();
            foreach (var consumer in _consumers.Values)
            {
                consumer.Dispose();
            }
        });
        // A commit to brokers that are gone may take a minute; what it would show is not worth that.
        await Task.WhenAny(last, Task.Delay(LastPatience, _time)).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                Show();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private void Show()
    {
        foreach (var (node, offset) in _newest)
        {
            if (_shown.GetValueOrDefault(node, -1) == offset)
            {
                continue;
            }

            try
            {
                ConsumerOf(node).Commit([new TopicPartitionOffset(_options.EffectiveLogTopic, 0, offset)]);
                _shown[node] = offset;
            }
            catch (KafkaException e)
            {
                _logger.ProgressNotReported(node, offset, e.Error.Code.ToString());
            }
        }
    }

    private IConsumer<byte[]?, byte[]?> ConsumerOf(string node)
    {
        if (!_consumers.TryGetValue(node, out var consumer))
        {
            consumer = _clients.CreateConsumer(
                "progress",
                $"cdc-replicator.{_options.Cluster}.{node}",
                AutoOffsetReset.Error,
                _ => { }
            );
            _consumers.Add(node, consumer);
        }

        return consumer;
    }
}
