using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>Reads the log in order, every record once. For one caller at a time.</summary>
internal interface ILogReader : IAsyncDisposable
{
    /// <summary>
    /// The next records: waits for at least one, then returns what is there without waiting, at most
    /// <paramref name="maxRecords"/>. Woken by news.
    /// </summary>
    /// <exception cref="LogMismatchException">
    /// The position fell out of the log (retention, truncation, recreated topic).
    /// </exception>
    /// <exception cref="LogUnavailableException">
    /// The log is gone for longer than the client retries by itself.
    /// </exception>
    ValueTask<ArraySegment<LogRecord>> ReadAsync(int maxRecords, CancellationToken cancellationToken);

    /// <summary>
    /// Rises whenever the connection to the log was lost or the log reported an error since the reader was opened. An
    /// applier that sees it change verifies the fingerprint of its last record again before it applies more (G8).
    /// </summary>
    long Interruptions { get; }
}
