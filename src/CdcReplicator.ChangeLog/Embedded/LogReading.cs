using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>Shares one read-only connection among callers, one query at a time, and translates errors.</summary>
internal sealed class LogReading(string path, LogId log, RetentionLimits limits) : IDisposable
{
    private readonly Lock _lock = new();
    private LogQueries? _queries;
    private long _openings;
    private bool _isDisposed;

    /// <summary>How often the file had to be opened again.</summary>
    public long Reopenings => Math.Max(0, Interlocked.Read(ref _openings) - 1);

    /// <summary>Runs a short query.</summary>
    /// <exception cref="LogMismatchException">The file was replaced by another log, or damaged.</exception>
    /// <exception cref="LogUnavailableException">The file is gone or cannot be read.</exception>
    public T Ask<T>(Func<LogQueries, T> query)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(EmbeddedChangeLog));
            try
            {
                if (_queries is { HasMoved: true })
                {
                    Drop();
                }

                return query(_queries ??= Open());
            }
            catch (SqliteException error)
            {
                Drop();
                throw SqliteErrors.TranslateOpen(error, path);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            Drop();
        }
    }

    private LogQueries Open()
    {
        var queries = new LogQueries(path, log, limits);
        Interlocked.Increment(ref _openings);
        return queries;
    }

    private void Drop()
    {
        _queries?.Dispose();
        _queries = null;
    }
}
