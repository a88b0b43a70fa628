using System.Text;
using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>
/// One pass over the log for one transaction: can look at what is there, and go on from there after more was appended.
/// </summary>
internal sealed class FateSearch(
    IChangeLog log,
    ILogReader reader,
    IRecordDecoder decoder,
    PendingTransaction pending,
    TimeProvider clock
) : IAsyncDisposable
{
    private const int BatchSize = 1000;

    /// <summary>
    /// How long the log's last offset is waited for: Kafka may have a marker there that no reader ever gets.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly FateTracker _tracker = new(pending.Publisher, pending.Number, log.Settings.TransactionTimeout);
    private readonly AppendClock _clock = new((long)log.Settings.LongestLogStep.TotalMilliseconds);
    private readonly byte[] _publisher = Encoding.UTF8.GetBytes(pending.Publisher);
    private ArraySegment<LogRecord> _rest = ArraySegment<LogRecord>.Empty;
    private long _readUpTo = pending.ReadFrom - 1;

    /// <summary>The transaction.</summary>
    public PendingTransaction Pending => pending;

    /// <summary>
    /// How long the log has gone on, by what was read of it, since the transaction was sent at the earliest: counted as
    /// nodes count when they forget its publisher.
    /// </summary>
    public TimeSpan Passed => TimeSpan.FromMilliseconds(_clock.Time);

    /// <summary>Its fate by all records that are in the log now; null if none of them decides it.</summary>
    /// <exception cref="LogMismatchException">The log no longer reaches back to where it is read.</exception>
    public async Task<TransactionFate?> ReadToEndAsync(CancellationToken cancellationToken)
    {
        var bounds = await log.GetBoundsAsync(cancellationToken).ConfigureAwait(false);
        if (bounds.StartOffset > pending.ReadFrom)
        {
            throw new LogMismatchException(
                $"It was sent at offset {pending.ReadFrom} or later; the log starts at {bounds.StartOffset}.",
                "Settle pending transactions sooner than the log's retention."
            );
        }

        return await ReadAsync(bounds.EndOffset - 1, Patience, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Its fate by all records up to and including an offset at which a record is; null if none of them decides it.
    /// </summary>
    /// <exception cref="LogMismatchException">The log no longer reaches back to where it is read.</exception>
    public Task<TransactionFate?> ReadAsync(long upTo, CancellationToken cancellationToken) =>
        ReadAsync(upTo, Timeout.InfiniteTimeSpan, cancellationToken);

    public ValueTask DisposeAsync() => reader.DisposeAsync();

    private async Task<TransactionFate?> ReadAsync(long upTo, TimeSpan patience, CancellationToken cancellationToken)
    {
        while (_readUpTo < upTo)
        {
            if (_rest.Count == 0 && !await FillAsync(patience, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            var record = _rest[0];
            if (record.Offset > upTo)
            {
                return null;
            }

            _rest = _rest[1..];
            _readUpTo = record.Offset;
            if (await ObserveAsync(record, cancellationToken).ConfigureAwait(false) is { } fate)
            {
                return fate;
            }
        }

        return null;
    }

    private async Task<bool> FillAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var patient = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patient.Token, cancellationToken);
        try
        {
            _rest = await reader.ReadAsync(BatchSize, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async ValueTask<TransactionFate?> ObserveAsync(LogRecord record, CancellationToken cancellationToken)
    {
        _clock.Pass(record);
        _tracker.Pass(record);

        // Every record about this transaction carries the publisher's name as it is (names are plain ASCII); the
        // others, whatever they are and whether they decode or not, are not its business.
        return record.Value.Span.IndexOf(_publisher) >= 0
            ? _tracker.Observe(await decoder.DecodeAsync(record, cancellationToken).ConfigureAwait(false))
            : null;
    }
}
