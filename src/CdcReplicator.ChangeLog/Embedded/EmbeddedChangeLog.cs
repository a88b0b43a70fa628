using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>A change log in one SQLite file, shared by the processes of one machine. See <c>DESIGN.md</c>.</summary>
public sealed class EmbeddedChangeLog : IChangeLog
{
    private readonly string _path;
    private readonly EmbeddedLogOptions _options;
    private readonly Doorbell _doorbell;
    private readonly LogWriter _writer;
    private readonly LogReading _reading;
    private int _isDisposed;

    private EmbeddedChangeLog(
        string path,
        ClusterSettings settings,
        EmbeddedLogOptions options,
        TimeProvider time,
        ProcessLock processLock
    )
    {
        _path = path;
        _options = options;
        Settings = settings;
        _doorbell = new Doorbell(EmbeddedLogFiles.SideFolder(path), options.PollInterval, time);
        _writer = new LogWriter(path, settings.Log, options, time, processLock, _doorbell);
        _reading = new LogReading(path, settings.Log);
        Metadata = new EmbeddedMetadata(_writer, _reading, _doorbell.Metadata);
    }

    /// <inheritdoc/>
    public ClusterSettings Settings { get; }

    /// <inheritdoc/>
    public string Endpoint => $"embedded:{_path}";

    /// <inheritdoc/>
    public IMetadataStore Metadata { get; }

    /// <summary>Opens the log, and creates it if there is none: of several creators one wins, and all get the same log.</summary>
    /// <param name="path">The file. Its folder is created if need be. Beside it stand SQLite's files and a folder <c>PATH.sync</c>.</param>
    /// <param name="options">Options of this process.</param>
    /// <param name="time">The clock that gives append times.</param>
    /// <param name="cancellationToken">Ends the wait for another process's creation.</param>
    /// <exception cref="ArgumentException">The options are invalid; all errors are named.</exception>
    /// <exception cref="LogMissingException">There is no file, and the options say not to create one.</exception>
    /// <exception cref="LogMismatchException">The file is not an embedded log of a known format.</exception>
    /// <exception cref="LogUnavailableException">The file cannot be opened.</exception>
    public static Task<EmbeddedChangeLog> OpenAsync(
        string path,
        EmbeddedLogOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        var errors = options.Validate();
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        }

        var full = Path.GetFullPath(path);
        return Task.Run(() => Open(full, options, time, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<AppendReceipt> AppendAsync(IReadOnlyList<RecordToAppend> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentOutOfRangeException.ThrowIfZero(records.Count, nameof(records));
        var weight = 0L;
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            var size =
                (record.Key?.LongLength ?? 0) + (record.Value?.LongLength ?? 0) + HeaderCodec.Size(record.Headers);
            if (size > _options.MaxRecordBytes)
            {
                throw new RecordTooLargeException(size, _options.MaxRecordBytes);
            }

            weight += size;
        }

        return _writer.WriteAsync(new AppendRequest(records, weight), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ILogReader> OpenReaderAsync(long fromOffset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return Task.FromResult<ILogReader>(new EmbeddedLogReader(_path, Settings.Log, _doorbell.Records, fromOffset));
    }

    /// <inheritdoc/>
    public Task<LogBounds> GetBoundsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_reading.Ask(queries => queries.ReadBounds()));
    }

    /// <summary>Does nothing: no monitoring tool looks into the file, and members publish their positions themselves.</summary>
    public Task ReportProgressAsync(string nodeId, long nextOffset, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Writes what is queued, then closes. Readers are closed by their owners.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _writer.DisposeAsync().ConfigureAwait(false);
        _reading.Dispose();
        _doorbell.Dispose();
    }

    private static EmbeddedChangeLog Open(
        string path,
        EmbeddedLogOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (!options.CreateIfMissing && !File.Exists(path))
        {
            throw EmbeddedLogFiles.Missing(path);
        }

        var processLock = new ProcessLock(EmbeddedLogFiles.SideFolder(path), options.LockTimeout, time);
        try
        {
            var settings = EmbeddedLogFiles.OpenOrCreate(path, options, processLock, cancellationToken);
            return new EmbeddedChangeLog(path, settings, options, time, processLock);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SqliteErrors.FolderUnusable(error, path);
        }
    }
}
