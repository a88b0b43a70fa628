using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// The writing connection. Everything here happens while the caller holds the processes' lock (<see cref="ProcessLock"/>). After an error it is thrown
/// away and opened again: nothing of a failed transaction survives in it.
/// </summary>
internal sealed class LogStore : IDisposable
{
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly LogStatements _statements;
    private readonly Retention _retention;
    private readonly Checkpointer _checkpointer;
    private LogInfo _info;
    private bool _wroteRecords;
    private bool _wroteMetadata;

    public LogStore(string path, LogId expected, EmbeddedLogOptions options)
    {
        _path = path;
        _connection = LogConnection.Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            var found = LogFormat.IsNew(_connection, path) ? default : LogFormat.ReadSettings(_connection).Log;
            if (found != expected)
            {
                throw SqliteErrors.OtherLog(path, expected, found);
            }

            _statements = new LogStatements(_connection);
            _retention = new Retention(_connection, options.RetentionAge, options.RetentionBytes);
            _checkpointer = new Checkpointer(_connection, path);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Writes all requests in one durable transaction. They are not told; that is the caller's.</summary>
    /// <returns>Whether records and whether metadata were written.</returns>
    /// <exception cref="AppendOutcomeUnknownException">The commit itself failed.</exception>
    public (bool Records, bool Metadata) Commit(List<WriteRequest> requests, long now)
    {
        ThrowIfMoved();
        _statements.Begin();
        _info = _statements.ReadInfo();
        _info = _info with { LastTime = Math.Max(_info.LastTime, now) };
        _wroteRecords = _wroteMetadata = false;
        var before = _info.RecordBytes;
        foreach (var request in requests)
        {
            request.Apply(this);
        }

        _checkpointer.Add(_info.RecordBytes - before);
        _info = _retention.Step(_info);
        _statements.WriteInfo(_info);
        try
        {
            _statements.Commit();
        }
        catch (SqliteException error)
        {
            throw new AppendOutcomeUnknownException(
                $"The embedded log '{_path}' failed while it committed (SQLite code {error.SqliteExtendedErrorCode}).",
                "Resolve or retry the same transaction.",
                error
            );
        }

        ThrowIfMoved();
        return (_wroteRecords, _wroteMetadata);
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
        _retention.Dispose();
        _connection.Dispose();
    }

    private void ThrowIfMoved()
    {
        if (SqliteNative.HasMoved(_connection))
        {
            throw SqliteErrors.Moved(_path);
        }
    }
}
