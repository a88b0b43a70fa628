using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>A read-only connection with its queries. One caller at a time.</summary>
internal sealed class LogQueries : IDisposable
{
    private const string EntryColumns = "SELECT key, value, version, published_at FROM metadata";

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly RecordQuery _records;
    private readonly SqliteCommand _bounds;
    private readonly SqliteCommand _entries;
    private readonly SqliteCommand _changedEntries;

    /// <exception cref="LogMismatchException">The path now names another log.</exception>
    public LogQueries(string path, LogId expected)
    {
        _path = path;
        _connection = LogConnection.Open(path, SqliteOpenMode.ReadOnly);
        try
        {
            var found = LogFormat.IsNew(_connection, path) ? default : LogFormat.ReadSettings(_connection).Log;
            if (found != expected)
            {
                throw SqliteErrors.OtherLog(path, expected, found);
            }

            _records = new RecordQuery(_connection);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }

        _bounds = Prepare(
            """
            SELECT start_offset, next_offset,
                (SELECT append_time FROM records ORDER BY record_offset LIMIT 1),
                (SELECT append_time FROM records ORDER BY record_offset DESC LIMIT 1)
            FROM log_info
            """
        );
        _entries = Prepare(
            $"{EntryColumns} WHERE key >= $prefix AND key < $prefix || char(1114111) AND value IS NOT NULL ORDER BY version",
            "$prefix"
        );
        _changedEntries = Prepare(
            $"{EntryColumns} WHERE version > $after AND key >= $prefix AND key < $prefix || char(1114111) ORDER BY version",
            "$prefix",
            "$after"
        );
    }

    public LogBounds ReadBounds()
    {
        ThrowIfMoved();
        using var row = _bounds.ExecuteReader();
        row.Read();
        return new LogBounds(
            row.GetInt64(0),
            row.GetInt64(1),
            row.IsDBNull(2) ? null : row.GetInt64(2),
            row.IsDBNull(3) ? null : row.GetInt64(3)
        );
    }

    public List<LogRecord> ReadRecords(long from, int count)
    {
        ThrowIfMoved();
        return _records.Read(from, count);
    }

    /// <summary>Present entries.</summary>
    public List<MetadataEntry> ReadEntries(string prefix)
    {
        ThrowIfMoved();
        _entries.Parameters[0].Value = prefix;
        return ReadAll(_entries);
    }

    /// <summary>Entries written after a version, removed ones too.</summary>
    public List<MetadataEntry> ReadChangedEntries(string prefix, long after)
    {
        ThrowIfMoved();
        _changedEntries.Parameters[0].Value = prefix;
        _changedEntries.Parameters[1].Value = after;
        return ReadAll(_changedEntries);
    }

    public void Dispose()
    {
        _records.Dispose();
        _bounds.Dispose();
        _entries.Dispose();
        _changedEntries.Dispose();
        _connection.Dispose();
    }

    private static List<MetadataEntry> ReadAll(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        var entries = new List<MetadataEntry>();
        while (row.Read())
        {
            entries.Add(new MetadataEntry(row.GetString(0), ReadBytes(row, 1), row.GetInt64(2), row.GetInt64(3)));
        }

        return entries;
    }

    private static byte[]? ReadBytes(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters) =>
        LogStatements.Prepare(_connection, sql, parameters);

    private void ThrowIfMoved()
    {
        if (SqliteNative.HasMoved(_connection))
        {
            throw SqliteErrors.Moved(_path);
        }
    }
}
