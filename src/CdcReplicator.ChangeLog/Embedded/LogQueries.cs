using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>A read-only connection with its queries. One caller at a time.</summary>
internal sealed class LogQueries : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly RetentionLimits _limits;
    private readonly RecordQuery _records;
    private readonly LogClockTable _clock;
    private readonly MemberNeeds _needs;
    private readonly SqliteCommand _bounds;
    private readonly MetadataQuery _entries;

    /// <exception cref="LogMismatchException">The path now names another log.</exception>
    public LogQueries(string path, LogId expected, RetentionLimits limits)
    {
        _limits = limits;
        _connection = LogConnection.Open(path, SqliteOpenMode.ReadOnly);
        try
        {
            LogFormat.ThrowIfOther(_connection, path, expected);
            _records = new RecordQuery(_connection);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }

        _bounds = Prepare(
            """
            SELECT start_offset, next_offset, last_time, next_version, record_bytes,
                (SELECT append_time FROM records ORDER BY record_offset LIMIT 1),
                (SELECT append_time FROM records ORDER BY record_offset DESC LIMIT 1)
            FROM log_info
            """
        );
        _clock = new LogClockTable(_connection);
        _needs = new MemberNeeds(_connection);
        _entries = new MetadataQuery(_connection);
    }

    /// <summary>Whether the open file is no longer the one its path names.</summary>
    public bool HasMoved => SqliteNative.HasMoved(_connection);

    public LogBounds ReadBounds(MachineTime machine, long wall)
    {
        using var row = _bounds.ExecuteReader();
        row.Read();
        var info = LogStatements.InfoOf(row);
        long? startTime = row.IsDBNull(5) ? null : row.GetInt64(5);
        long? endTime = row.IsDBNull(6) ? null : row.GetInt64(6);
        return new LogBounds(info.StartOffset, info.NextOffset, startTime, endTime)
        {
            Now = _clock.Read(info.LastTime, machine, wall),
            Hold = startTime is { } oldest ? HoldOf(info, oldest) : null,
        };
    }

    /// <summary>The first offset that is kept, and the next that will be given.</summary>
    public (long Start, long End) ReadEnds()
    {
        using var row = _bounds.ExecuteReader();
        row.Read();
        var info = LogStatements.InfoOf(row);
        return (info.StartOffset, info.NextOffset);
    }

    /// <summary>Bytes of all kept records.</summary>
    public long ReadRecordBytes()
    {
        using var row = _bounds.ExecuteReader();
        row.Read();
        return LogStatements.InfoOf(row).RecordBytes;
    }

    /// <summary>Log time now.</summary>
    public long ReadTime(MachineTime machine, long wall)
    {
        using var row = _bounds.ExecuteReader();
        row.Read();
        return _clock.Read(LogStatements.InfoOf(row).LastTime, machine, wall);
    }

    public List<LogRecord> ReadRecords(long from, int count) => _records.Read(from, count);

    /// <summary>Present entries.</summary>
    public List<MetadataEntry> ReadEntries(string prefix) => _entries.Read(prefix);

    /// <summary>Entries written after a version, removed ones too.</summary>
    public List<MetadataEntry> ReadChangedEntries(string prefix, long after) => _entries.ReadChanged(prefix, after);

    public void Dispose()
    {
        _records.Dispose();
        _clock.Dispose();
        _needs.Dispose();
        _bounds.Dispose();
        _entries.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters) =>
        LogStatements.Prepare(_connection, sql, parameters);

    private RetentionHold? HoldOf(LogInfo info, long oldest) =>
        _limits.IsPast(oldest, info)
        && _needs.Earliest(info.StartOffset) is var (member, offset)
        && offset == info.StartOffset
            ? new RetentionHold(member, offset, info.RecordBytes, _limits.HardBytes)
            : null;
}
