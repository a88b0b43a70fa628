using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.Testing;

/// <summary>The log contract over a list, for unit tests. Times come from the given clock.</summary>
internal sealed class InMemoryChangeLog : IChangeLog
{
    private readonly List<LogRecord> _records = [];
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private long _start;

    public InMemoryChangeLog(TimeProvider? clock = null, ClusterSettings? settings = null)
    {
        _clock = clock ?? TimeProvider.System;
        Settings = settings ?? ClusterSettings.NewLog();
        Metadata = new InMemoryMetadataStore(_clock);
    }

    public ClusterSettings Settings { get; }

    public string Endpoint => "memory";

    public IMetadataStore Metadata { get; }

    /// <summary>All records so far.</summary>
    public IReadOnlyList<LogRecord> Records
    {
        get
        {
            lock (_gate)
            {
                return [.. _records];
            }
        }
    }

    /// <summary>
    /// How many offsets at the end hold no record that a reader gets, as Kafka's transaction markers.
    /// </summary>
    public int MarkersAtEnd { get; set; }

    internal News News { get; } = new();

    public Task<AppendReceipt> AppendAsync(IReadOnlyList<RecordToAppend> records, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        AppendReceipt receipt;
        lock (_gate)
        {
            var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
            var first = _records.Count;
            foreach (var record in records)
            {
                _records.Add(new LogRecord(_records.Count, now, record.Key, record.Value, record.Headers));
            }

            receipt = new AppendReceipt(first, now, _records.Count - 1, now);
        }

        News.Announce();
        return Task.FromResult(receipt);
    }

    public Task<ILogReader> OpenReaderAsync(long fromOffset, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return fromOffset >= _start && fromOffset <= _records.Count
                ? Task.FromResult<ILogReader>(new InMemoryLogReader(this, fromOffset))
                : throw new LogMismatchException(
                    $"Offset {fromOffset} is outside the log in memory ({_start} to {_records.Count}).",
                    "Read from an offset inside."
                );
        }
    }

    public Task<LogBounds> GetBoundsAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var any = _records.Count > 0;
            return Task.FromResult(
                new LogBounds(
                    _start,
                    _records.Count + MarkersAtEnd,
                    any ? _records[0].AppendTime : null,
                    any ? _records[^1].AppendTime : null
                )
            );
        }
    }

    public Task ReportProgressAsync(string nodeId, long nextOffset, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Retention: what is before the offset is gone.</summary>
    public void ForgetBefore(long offset)
    {
        lock (_gate)
        {
            _start = Math.Max(_start, offset);
        }
    }

    /// <summary>All records are gone, as of a log that was deleted and made anew; readers are told nothing.</summary>
    public void MakeAnew()
    {
        lock (_gate)
        {
            _records.Clear();
            _start = 0;
        }
    }

    internal LogRecord[] Read(long from, int maxRecords)
    {
        lock (_gate)
        {
            if (from < _start)
            {
                throw new LogMismatchException($"Offset {from} is no longer kept.", "Read from a later one.");
            }

            var count = (int)Math.Min(maxRecords, _records.Count - from);
            return count <= 0 ? [] : [.. _records.GetRange((int)from, count)];
        }
    }
}
