using System.Collections.Concurrent;
using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// The one writer of this process: a thread that takes what callers have queued meanwhile, in order, and commits it at
/// once. A thread of its own, because it spends its life in fsync.
/// </summary>
internal sealed class LogWriter : IAsyncDisposable
{
    private const int MaxRequestsPerCommit = 1000;
    private const long MaxBytesPerCommit = 4 << 20;

    private readonly string _path;
    private readonly ClusterSettings _settings;
    private readonly EmbeddedLogOptions _options;
    private readonly TimeProvider _time;
    private readonly MachineClock _machine;
    private readonly ProcessLock _lock;
    private readonly Doorbell _doorbell;
    private readonly BlockingCollection<WriteRequest> _queue = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LogStore? _store;
    private WriteRequest? _first;
    private long _knownEnd;

    public LogWriter(
        string path,
        ClusterSettings settings,
        EmbeddedLogOptions options,
        TimeProvider time,
        MachineClock machine,
        ProcessLock processLock,
        Doorbell doorbell
    )
    {
        _path = path;
        _settings = settings;
        _options = options;
        _time = time;
        _machine = machine;
        _lock = processLock;
        _doorbell = doorbell;
        new Thread(Run) { IsBackground = true, Name = "embedded log writer" }.Start();
    }

    public Task<T> WriteAsync<T>(WriteRequest<T> request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        request.QueuedAt = _time.GetTimestamp();
        try
        {
            _queue.Add(request, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(EmbeddedChangeLog));
        }

        return request.WaitAsync(cancellationToken);
    }

    /// <summary>Writes what is queued and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.CompleteAdding();
        await _stopped.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        var batch = new List<WriteRequest>();
        while (_first is not null || _queue.TryTake(out _first, Timeout.Infinite))
        {
            batch.Add(_first);
            _first = null;
            if (TryAcquire(batch) is { } held)
            {
                using (held)
                {
                    WriteOrFail(batch);
                }
            }

            batch.Clear();
        }

        DropStore();
        _queue.Dispose();
        _stopped.SetResult();
    }

    /// <summary>
    /// Waits for the lock as long as the first request may wait; if it does not come free, fails that and all that have
    /// waited as long.
    /// </summary>
    private IDisposable? TryAcquire(List<WriteRequest> batch)
    {
        try
        {
            return _lock.Acquire(batch[0].QueuedAt, CancellationToken.None);
        }
        catch (Exception error)
        {
            while (_queue.TryTake(out var next))
            {
                if (_time.GetElapsedTime(next.QueuedAt) < _options.LockTimeout)
                {
                    _first = next;
                    break;
                }

                batch.Add(next);
            }

            Fail(batch, error);
            return null;
        }
    }

    private void WriteOrFail(List<WriteRequest> batch)
    {
        try
        {
            WriteBatch(batch);
        }
        catch (AppendOutcomeUnknownException unknown) when (unknown.InnerException is SqliteException)
        {
            var before = _store?.Before;
            DropStore();
            Fail(batch, before is { } known && HasNothingAfter(known) ? SqliteErrors.NothingWritten(unknown) : unknown);
        }
        catch (Exception error)
        {
            DropStore();
            Fail(batch, error);
        }
    }

    private void WriteBatch(List<WriteRequest> batch)
    {
        TakeMore(batch);
        if (batch.Count == 0)
        {
            return;
        }

        if (_store is { HasMoved: true })
        {
            DropStore();
        }

        _store ??= OpenStore();
        var (records, metadata) = _store.Commit(batch, _machine.Read(), _time.GetUtcNow().ToUnixTimeMilliseconds());
        _knownEnd = Math.Max(_knownEnd, _store.End);
        foreach (var request in batch)
        {
            request.Complete();
        }

        _doorbell.Ring(records, metadata);
        batch.Clear();

        // Nobody waits for this any more. If it fails, the store is opened anew, counts the write-ahead log's bytes and
        // tries again with the next commit.
        _store.CheckpointIfDue();
    }

    /// <exception cref="LogMismatchException">The file is another log, or an older copy of this one.</exception>
    private LogStore OpenStore()
    {
        var store = new LogStore(_path, _settings, _options);
        if (store.Before.NextOffset >= _knownEnd)
        {
            return store;
        }

        var end = store.Before.NextOffset;
        store.Dispose();
        throw SqliteErrors.OlderCopy(_path, end, _knownEnd);
    }

    private bool HasNothingAfter(LogInfo before)
    {
        try
        {
            _store = OpenStore();
            return _store.HasNothingAfter(before);
        }
        catch (Exception error) when (error is SqliteException or ReplicationException)
        {
            DropStore();
            return false;
        }
    }

    private void DropStore()
    {
        _store?.Dispose();
        _store = null;
    }

    /// <summary>
    /// Fills the batch with what came in while the lock was waited for, and drops what was cancelled.
    /// </summary>
    private void TakeMore(List<WriteRequest> batch)
    {
        var isFirstTaken = batch[0].TryTake();
        var weight = batch[0].Weight;
        if (!isFirstTaken)
        {
            batch.Clear();
        }

        while (batch.Count < MaxRequestsPerCommit && weight < MaxBytesPerCommit && _queue.TryTake(out var next))
        {
            if (next.TryTake())
            {
                batch.Add(next);
                weight += next.Weight;
            }
        }
    }

    private void Fail(List<WriteRequest> batch, Exception error)
    {
        var told = SqliteErrors.TranslateOpen(error, _path);
        foreach (var request in batch)
        {
            request.Fail(told);
        }
    }
}
