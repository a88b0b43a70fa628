using CdcReplicator.Model;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Reads records by a statement that stays prepared, driven by SQLite's own functions: at some hundred thousand records
/// a second, what ADO.NET asks about every value costs more than the value. It belongs to one connection and one
/// caller, and is disposed before the connection is.
/// </summary>
internal sealed class RecordQuery : IDisposable
{
    /// <summary>A batch ends when it holds more than this, however many records were asked for.</summary>
    private const long BatchBytes = 16 << 20;

    private const string Sql =
        "SELECT record_offset, append_time, key, value, headers FROM records WHERE record_offset >= ?1 "
        + "ORDER BY record_offset LIMIT ?2";

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly RecordChunks _chunks = new();
    private int _lastCount;

    /// <exception cref="SqliteException">The file has no such table.</exception>
    public RecordQuery(SqliteConnection connection)
    {
        _database = SqliteNative.Handle(connection);
        Check(raw.sqlite3_prepare_v3(_database, Sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Records from an offset on.</summary>
    /// <exception cref="SqliteException">The file cannot be read.</exception>
    public List<LogRecord> Read(long from, int count)
    {
        Check(raw.sqlite3_bind_int64(_statement, 1, from));
        Check(raw.sqlite3_bind_int(_statement, 2, count));
        var records = new List<LogRecord>(Math.Min(count, _lastCount));
        try
        {
            var bytes = 0L;
            while (bytes < BatchBytes && Step())
            {
                records.Add(Current(out var size));
                bytes += size;
            }
        }
        finally
        {
            // Ends the snapshot. It answers with the error of the last step, which has been thrown.
            _ = raw.sqlite3_reset(_statement);
        }

        _lastCount = records.Count;
        return records;
    }

    public void Dispose() => _statement.Dispose();

    private LogRecord Current(out long size)
    {
        var (key, value) = (Bytes(2), Bytes(3));
        var headers = raw.sqlite3_column_blob(_statement, 4);
        size = key.Length + value.Length + headers.Length;
        return new LogRecord(
            raw.sqlite3_column_int64(_statement, 0),
            raw.sqlite3_column_int64(_statement, 1),
            key,
            value,
            headers.IsEmpty ? [] : HeaderCodec.Decode(headers)
        );
    }

    private RecordBytes Bytes(int column)
    {
        var bytes = raw.sqlite3_column_blob(_statement, column);
        // Without bytes it is either NULL or empty.
        return bytes.IsEmpty && raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL
            ? default
            : _chunks.Copy(bytes);
    }

    private bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        Check(result);
        return result == raw.SQLITE_ROW;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
