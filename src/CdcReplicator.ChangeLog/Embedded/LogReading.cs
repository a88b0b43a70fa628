using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>Shares one read-only connection among callers, one query at a time, and translates errors.</summary>
internal sealed class LogReading(string path, LogId log) : IDisposable
{
    private readonly Lock _lock = new();
    private LogQueries? _queries;
    private bool _isDisposed;

    /// <summary>Runs a short query.</summary>
    /// <exception cref="LogMismatchException">The file was deleted, replaced or damaged.</exception>
    /// <exception cref="LogUnavailableException">The file cannot be read.</exception>
    public T Ask<T>(Func<LogQueries, T> query)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(EmbeddedChangeLog));
            try
            {
                return query(_queries ??= new LogQueries(path, log));
            }
            catch (SqliteException error)
            {
                _queries?.Dispose();
                _queries = null;
                throw SqliteErrors.TranslateOpen(error, path);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _queries?.Dispose();
        }
    }
}
