using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>The prepared statements of the writing connection.</summary>
internal sealed class LogStatements : IDisposable
{
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _readInfo;
    private readonly SqliteCommand _writeInfo;
    private readonly SqliteCommand _insertRecord;
    private readonly SqliteCommand _upsertMetadata;

    public LogStatements(SqliteConnection connection)
    {
        _begin = Prepare(connection, "BEGIN IMMEDIATE");
        _commit = Prepare(connection, "COMMIT");
        _readInfo = Prepare(
            connection,
            "SELECT start_offset, next_offset, last_time, next_version, record_bytes FROM log_info"
        );
        _writeInfo = Prepare(
            connection,
            """
            UPDATE log_info SET start_offset = $start, next_offset = $next, last_time = $time,
                next_version = $version, record_bytes = $bytes
            """,
            "$start",
            "$next",
            "$time",
            "$version",
            "$bytes"
        );
        _insertRecord = Prepare(
            connection,
            "INSERT INTO records VALUES ($offset, $time, $key, $value, $headers)",
            "$offset",
            "$time",
            "$key",
            "$value",
            "$headers"
        );
        _upsertMetadata = Prepare(
            connection,
            """
            INSERT INTO metadata VALUES ($key, $value, $version, $time) ON CONFLICT (key) DO UPDATE
                SET value = excluded.value, version = excluded.version, published_at = excluded.published_at
            """,
            "$key",
            "$value",
            "$version",
            "$time"
        );
    }

    public void Begin() => _begin.ExecuteNonQuery();

    public void Commit() => _commit.ExecuteNonQuery();

    public LogInfo ReadInfo()
    {
        using var row = _readInfo.ExecuteReader();
        row.Read();
        return InfoOf(row);
    }

    /// <summary>The counters, where they are the first columns of a row in the order of the type.</summary>
    public static LogInfo InfoOf(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));

    public void WriteInfo(LogInfo info)
    {
        var values = _writeInfo.Parameters;
        values[0].Value = info.StartOffset;
        values[1].Value = info.NextOffset;
        values[2].Value = info.LastTime;
        values[3].Value = info.NextVersion;
        values[4].Value = info.RecordBytes;
        _writeInfo.ExecuteNonQuery();
    }

    /// <summary>Returns the bytes that count for retention.</summary>
    public long InsertRecord(long offset, long time, RecordToAppend record)
    {
        var headers = HeaderCodec.Encode(record.Headers);
        var values = _insertRecord.Parameters;
        values[0].Value = offset;
        values[1].Value = time;
        values[2].Value = (object?)record.Key ?? DBNull.Value;
        values[3].Value = (object?)record.Value ?? DBNull.Value;
        values[4].Value = (object?)headers ?? DBNull.Value;
        _insertRecord.ExecuteNonQuery();
        return (record.Key?.Length ?? 0) + (record.Value?.Length ?? 0) + (headers?.Length ?? 0);
    }

    public void UpsertMetadata(string key, byte[]? value, long version, long time)
    {
        var values = _upsertMetadata.Parameters;
        values[0].Value = key;
        values[1].Value = (object?)value ?? DBNull.Value;
        values[2].Value = version;
        values[3].Value = time;
        _upsertMetadata.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _readInfo.Dispose();
        _writeInfo.Dispose();
        _insertRecord.Dispose();
        _upsertMetadata.Dispose();
    }

    public static SqliteCommand Prepare(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name, Value = DBNull.Value });
        }

        return command;
    }
}
