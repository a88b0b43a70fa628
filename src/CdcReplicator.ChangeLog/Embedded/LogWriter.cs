using System.Collections.Concurrent;
using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// The one writer of this process: a thread that takes what callers have queued meanwhile, in order, and commits it at once. A thread of its own,
/// because it spends its life in fsync.
/// </summary>
internal sealed class LogWriter : IAsyncDisposable
{
    private const int MaxRequestsPerCommit = 1000;
    private const long MaxBytesPerCommit = 4 << 20;

    private readonly string _path;
    private readonly LogId _log;
    private readonly EmbeddedLogOptions _options;
    private readonly TimeProvider _time;
    private readonly ProcessLock _lock;
    private readonly Doorbell _doorbell;
    private readonly BlockingCollection<WriteRequest> _queue = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LogStore? _store;

    public LogWriter(
        string path,
        LogId log,
        EmbeddedLogOptions options,
        TimeProvider time,
        ProcessLock processLock,
        Doorbell doorbell
    )
    {
        _path = path;
        _log = log;
        _options = options;
        _time = time;
        _lock = processLock;
        _doorbell = doorbell;
        new Thread(Run) { IsBackground = true, Name = "embedded log writer" }.Start();
    }

    public Task<T> WriteAsync<T>(WriteRequest<T> request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
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
        while (_queue.TryTake(out var first, Timeout.Infinite))
        {
            batch.Add(first);
            try
            {
                WriteBatch(batch);
            }
            catch (Exception error)
            {
                Fail(batch, error);
            }

            batch.Clear();
        }

        _store?.Dispose();
        _queue.Dispose();
        _stopped.SetResult();
    }

    private void WriteBatch(List<WriteRequest> batch)
    {
        using var held = _lock.Acquire(CancellationToken.None);
        TakeMore(batch);
        if (batch.Count == 0)
        {
            return;
        }

        _store ??= new LogStore(_path, _log, _options);
        var (records, metadata) = _store.Commit(batch, _time.GetUtcNow().ToUnixTimeMilliseconds());
        foreach (var request in batch)
        {
            request.Complete();
        }

        _doorbell.Ring(records, metadata);
        batch.Clear();

        // Nobody waits for this any more. If it fails, the store is opened anew, counts the write-ahead log's bytes and tries again with the next commit.
        _store.CheckpointIfDue();
    }

    /// <summary>Fills the batch with what came in while the lock was waited for, and drops what was cancelled.</summary>
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
        _store?.Dispose();
        _store = null;
        var told = SqliteErrors.TranslateOpen(error, _path);
        foreach (var request in batch)
        {
            request.Fail(told);
        }
    }
}
