using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>A change log in one SQLite file, shared by the processes of one machine. See <c>DESIGN.md</c>.</summary>
internal sealed class EmbeddedChangeLog : IChangeLog
{
    private readonly string _path;
    private readonly EmbeddedLogOptions _options;
    private readonly TimeProvider _time;
    private readonly MachineClock _machine;
    private readonly Doorbell _doorbell;
    private readonly LogWriter _writer;
    private readonly LogReading _reading;
    private int _isDisposed;

    private EmbeddedChangeLog(
        string path,
        ClusterSettings settings,
        EmbeddedLogOptions options,
        TimeProvider time,
        MachineClock machine,
        ProcessLock processLock
    )
    {
        _path = path;
        _options = options;
        _time = time;
        _machine = machine;
        Settings = settings;
        _doorbell = new Doorbell(EmbeddedLogFiles.SideFolder(path), options.PollInterval, time);
        _writer = new LogWriter(path, settings, options, time, machine, processLock, _doorbell);
        _reading = NewReading();
        Metadata = new EmbeddedMetadata(_writer, _reading, _doorbell.Metadata, machine, time);
    }

    /// <inheritdoc/>
    public ClusterSettings Settings { get; }

    /// <inheritdoc/>
    public string Endpoint => $"embedded:{_path}";

    /// <inheritdoc/>
    public IMetadataStore Metadata { get; }

    /// <summary>
    /// Opens the log, and creates it if there is none: of several creators one wins, and all get the same log.
    /// </summary>
    /// <param name="path">
    /// The file. Its folder is created if need be. Beside it stand SQLite's files and a folder <c>PATH.sync</c>.
    /// </param>
    /// <param name="options">Options of this process.</param>
    /// <param name="time">The wall clock; append times begin with it, and go on with the machine's clock.</param>
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
    ) => OpenAsync(path, options, time, MachineClock.System, cancellationToken);

    /// <summary>The same, on a machine whose clock is given.</summary>
    /// <inheritdoc cref="OpenAsync(string, EmbeddedLogOptions, TimeProvider, CancellationToken)"/>
    public static Task<EmbeddedChangeLog> OpenAsync(
        string path,
        EmbeddedLogOptions options,
        TimeProvider time,
        MachineClock machine,
        CancellationToken cancellationToken
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(machine);
        var errors = options.Validate();
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        }

        var full = Path.GetFullPath(path);
        return Task.Run(() => Open(full, options, time, machine, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<AppendReceipt> AppendAsync(IReadOnlyList<RecordToAppend> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentOutOfRangeException.ThrowIfZero(records.Count, nameof(records));
        var pieces = AppendPieces.Of(records, _options.MaxRecordBytes);
        return pieces is [var whole]
            ? _writer.WriteAsync(whole, cancellationToken)
            : AppendAsync(pieces, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ILogReader> OpenReaderAsync(long fromOffset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return Task.FromResult<ILogReader>(new EmbeddedLogReader(_path, NewReading(), _doorbell.Records, fromOffset));
    }

    /// <inheritdoc/>
    public Task<LogBounds> GetBoundsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var wall = _time.GetUtcNow().ToUnixTimeMilliseconds();
        return Task.FromResult(_reading.Ask(queries => queries.ReadBounds(_machine.Read(), wall)));
    }

    /// <inheritdoc/>
    public Task<LogRetention> GetRetentionAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(EmbeddedRetention.Of(_options, _reading.Ask(queries => queries.ReadRecordBytes())));
    }

    /// <summary>
    /// Does nothing: no monitoring tool looks into the file, and members publish their positions themselves.
    /// </summary>
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

    /// <summary>Until the first piece is taken it can be cancelled; what is begun is brought to its end.</summary>
    private async Task<AppendReceipt> AppendAsync(
        IReadOnlyList<AppendRequest> pieces,
        CancellationToken cancellationToken
    )
    {
        var receipt = await _writer.WriteAsync(pieces[0], cancellationToken).ConfigureAwait(false);
        for (var i = 1; i < pieces.Count; i++)
        {
            var next = await AppendNextAsync(pieces, i).ConfigureAwait(false);
            receipt = receipt with { LastOffset = next.LastOffset, LastAppendTime = next.LastAppendTime };
        }

        return receipt;
    }

    private async Task<AppendReceipt> AppendNextAsync(IReadOnlyList<AppendRequest> pieces, int index)
    {
        try
        {
            return await _writer.WriteAsync(pieces[index], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is LogUnavailableException or ObjectDisposedException)
        {
            throw new AppendOutcomeUnknownException(
                $"Of a large transaction {index} of {pieces.Count} pieces are in the embedded log '{_path}', then: "
                    + $"{error.Message}",
                "Resolve or retry the same transaction; what is incomplete takes no effect.",
                error
            );
        }
    }

    private LogReading NewReading() => new(_path, Settings.Log, RetentionLimits.Of(_options));

    private static EmbeddedChangeLog Open(
        string path,
        EmbeddedLogOptions options,
        TimeProvider time,
        MachineClock machine,
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
            return new EmbeddedChangeLog(path, settings, options, time, machine, processLock);
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
