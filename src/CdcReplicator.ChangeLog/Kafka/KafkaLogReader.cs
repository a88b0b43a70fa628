using System.Threading.Channels;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>Hands out what a <see cref="KafkaReadLoop"/> reads on a thread of its own.</summary>
internal sealed class KafkaLogReader : ILogReader
{
    /// <summary>Batches read ahead; each is bounded in records and bytes.</summary>
    private const int BatchesAhead = 2;

    private readonly Channel<ArraySegment<LogRecord>> _batches = Channel.CreateBounded<ArraySegment<LogRecord>>(
        new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true }
    );
    private readonly KafkaReadLoop _loop;
    private ArraySegment<LogRecord> _rest = ArraySegment<LogRecord>.Empty;

    /// <summary>Starts reading.</summary>
    public KafkaLogReader(
        KafkaClients clients,
        KafkaLogOptions options,
        TopicCheck check,
        long fromOffset,
        TimeProvider time,
        ILogger logger
    )
    {
        _loop = new KafkaReadLoop(clients, options, check, fromOffset, _batches.Writer, time, logger);
        _loop.Start();
    }

    /// <inheritdoc/>
    public long Interruptions => _loop.Interruptions;

    /// <inheritdoc/>
    public async ValueTask<ArraySegment<LogRecord>> ReadAsync(int maxRecords, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxRecords);
        if (_rest.Count == 0)
        {
            while (!_batches.Reader.TryRead(out _rest))
            {
                var isOpen = await _batches.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
                ObjectDisposedException.ThrowIf(!isOpen, this);
            }
        }

        var taken = _rest[..Math.Min(maxRecords, _rest.Count)];
        _rest = _rest[taken.Count..];
        return taken;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _loop.DisposeAsync();
}
