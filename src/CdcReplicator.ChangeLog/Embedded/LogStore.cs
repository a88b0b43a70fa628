using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// The writing connection. Everything here happens while the caller holds the processes' lock
/// (<see cref="ProcessLock"/>). After an error it is thrown away and opened again: nothing of a failed transaction
/// survives in it.
/// </summary>
internal sealed class LogStore : IDisposable
{
    private readonly string _path;
    private readonly ClusterSettings _settings;
    private readonly SqliteConnection _connection;
    private readonly LogStatements _statements;
    private readonly LogClockTable _clock;
    private readonly Retention _retention;
    private readonly FreePages _freePages;
    private readonly Checkpointer _checkpointer;
    private LogInfo _info;
    private bool _wroteRecords;
    private bool _wroteMetadata;

    public LogStore(string path, ClusterSettings expected, EmbeddedLogOptions options)
    {
        _path = path;
        _settings = expected;
        _connection = LogConnection.Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            LogFormat.ThrowIfOther(_connection, path, expected.Log);
            _statements = new LogStatements(_connection);
            _clock = new LogClockTable(_connection);
            _retention = new Retention(_connection, options);
            _freePages = new FreePages(_connection);
            _checkpointer = new Checkpointer(_connection, path);
            Before = _statements.ReadInfo();
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>The counters before the last commit that was tried.</summary>
    public LogInfo Before { get; private set; }

    /// <summary>The end of the log after the last commit.</summary>
    public long End => _info.NextOffset;

    /// <summary>Whether the open file is no longer the one its path names.</summary>
    public bool HasMoved => SqliteNative.HasMoved(_connection);

    /// <summary>Writes all requests in one durable transaction. This does not notify them; the caller does.</summary>
    /// <returns>Whether records and whether metadata were written.</returns>
    /// <exception cref="AppendOutcomeUnknownException">
    /// The commit itself failed, or the file is no longer the log.
    /// </exception>
    public (bool Records, bool Metadata) Commit(List<WriteRequest> requests, MachineTime machine, long wall)
    {
        _statements.Begin();
        Before = _statements.ReadInfo();
        var expiry = (long)_settings.PublisherExpiry.TotalMilliseconds;
        _info = Before with { LastTime = _clock.Advance(Before.LastTime, machine, wall, expiry) };
        _wroteRecords = _wroteMetadata = false;
        foreach (var request in requests)
        {
            request.Apply(this);
        }

        var written = _info.RecordBytes - Before.RecordBytes;
        _info = _retention.Step(_info);
        _statements.WriteInfo(_info);
        _checkpointer.Add(written + _freePages.Step());
        try
        {
            _statements.Commit();
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.CommitFailed(error, _path);
        }

        if (HasMoved)
        {
            throw SqliteErrors.CommittedElsewhere(_path);
        }

        return (_wroteRecords, _wroteMetadata);
    }

    /// <summary>
    /// Whether a commit that failed has left nothing: the counters stand where they stood, and a small commit has been
    /// written over whatever it had written of itself, so that no recovery can find it.
    /// </summary>
    /// <exception cref="SqliteException">That commit fails too; nothing is certain.</exception>
    public bool HasNothingAfter(LogInfo before)
    {
        _statements.Begin();
        var info = _statements.ReadInfo();

        // The time is moved, because SQLite writes nothing where nothing changes.
        _statements.WriteInfo(info with { LastTime = info.LastTime + 1 });
        _statements.Commit();
        return info.NextOffset == before.NextOffset && info.NextVersion == before.NextVersion;
    }

    public void CheckpointIfDue() => _checkpointer.RunIfDue();

    public AppendReceipt Append(IReadOnlyList<RecordToAppend> records)
    {
        var first = _info.NextOffset;
        var bytes = _info.RecordBytes;
        for (var i = 0; i < records.Count; i++)
        {
            bytes += _statements.InsertRecord(first + i, _info.LastTime, records[i]);
        }

        _info = _info with { NextOffset = first + records.Count, RecordBytes = bytes };
        _wroteRecords = true;
        return new AppendReceipt(first, _info.LastTime, _info.NextOffset - 1, _info.LastTime);
    }

    public long Put(string key, byte[]? value)
    {
        var version = _info.NextVersion;
        _statements.UpsertMetadata(key, value, version, _info.LastTime);
        _info = _info with { NextVersion = version + 1 };
        _wroteMetadata = true;
        return version;
    }

    public void Dispose()
    {
        _statements.Dispose();
        _clock.Dispose();
        _retention.Dispose();
        _freePages.Dispose();
        _connection.Dispose();
    }
}
