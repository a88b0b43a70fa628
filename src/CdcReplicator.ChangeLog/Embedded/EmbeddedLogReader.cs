using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>Reads an embedded log on a connection of its own. Every read is a snapshot; none is held while it waits.</summary>
internal sealed class EmbeddedLogReader : ILogReader
{
    private readonly LogReading _reading;
    private readonly NewsSignal _news;
    private readonly string _path;
    private long _next;

    /// <exception cref="LogMismatchException">The offset is before the start or behind the end of the log.</exception>
    public EmbeddedLogReader(string path, LogId log, NewsSignal news, long fromOffset)
    {
        _path = path;
        _news = news;
        _next = fromOffset;
        _reading = new LogReading(path, log);
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

    /// <summary>Always 0: a file has no connection to lose, and what happens to it is noticed at the next read.</summary>
    public long Interruptions => 0;

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
        var bounds = _reading.Ask(queries => queries.ReadBounds());
        if (_next < bounds.StartOffset)
        {
            throw new LogMismatchException(
                $"Position {_next} is older than the retention of the embedded log '{_path}', which starts at {bounds.StartOffset}.",
                "Seed the node again from another node, and raise the log's retention."
            );
        }

        if (_next > bounds.EndOffset)
        {
            throw new LogMismatchException(
                $"Position {_next} is behind the end {bounds.EndOffset} of the embedded log '{_path}': the log was truncated or is another one.",
                "Put the node's own log back, or seed the node again."
            );
        }
    }
}
