using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Reads an embedded log on a connection of its own, which it closes. Every read is a snapshot; none is held while it
/// waits.
/// </summary>
internal sealed class EmbeddedLogReader : ILogReader
{
    private readonly LogReading _reading;
    private readonly NewsSignal _news;
    private readonly string _path;
    private long _next;

    /// <exception cref="LogMismatchException">The offset is before the start or beyond the end of the log.</exception>
    public EmbeddedLogReader(string path, LogReading reading, NewsSignal news, long fromOffset)
    {
        _path = path;
        _news = news;
        _next = fromOffset;
        _reading = reading;
        try
        {
            ThrowIfOutside();
        }
        catch
        {
            _reading.Dispose();
            throw;
        }
    }

    /// <summary>
    /// How often the file was found moved or unreadable and opened again: it may be a copy with other content.
    /// </summary>
    public long Interruptions => _reading.Reopenings;

    public async ValueTask<ArraySegment<LogRecord>> ReadAsync(int maxRecords, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxRecords);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var news = _news.Next;
            var records = _reading.Ask(queries => queries.ReadRecords(_next, maxRecords));
            if (records.Count > 0 && records[0].Offset == _next)
            {
                _next = records[^1].Offset + 1;
                return records.ToArray();
            }

            ThrowIfOutside();
            await news.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync()
    {
        _reading.Dispose();
        return ValueTask.CompletedTask;
    }

    private void ThrowIfOutside()
    {
        var bounds = _reading.Ask(queries => queries.ReadEnds());
        if (_next < bounds.Start)
        {
            throw new LogMismatchException(
                $"Position {_next} is older than the retention of the embedded log '{_path}', which starts at "
                    + $"{bounds.Start}.",
                "Seed the node again from another node, and raise the log's retention."
            )
            {
                IsBehindRetention = true,
            };
        }

        if (_next > bounds.End)
        {
            throw new LogMismatchException(
                $"Position {_next} is beyond the end {bounds.End} of the embedded log '{_path}': the log was truncated "
                    + "or is another one.",
                "Put the node's own log back, or seed the node again."
            );
        }
    }
}
