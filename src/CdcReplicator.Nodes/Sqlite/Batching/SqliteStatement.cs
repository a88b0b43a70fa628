using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CdcReplicator.Nodes;

/// <summary>
/// A statement that stays prepared, driven by SQLite's own functions: ADO.NET would make an object of every parameter
/// of every row. After each use it is reset, so that it never keeps a read open or a savepoint from ending.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int StackBytes = 512;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <summary>Prepares a statement.</summary>
    /// <exception cref="SqliteException">SQLite refuses it.</exception>
    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Sets a parameter.</summary>
    /// <param name="place">Its number, from 1.</param>
    /// <param name="value">The value; its bytes are copied.</param>
    /// <exception cref="SqliteException">The value is larger than SQLite takes.</exception>
    public void Bind(int place, in SqliteStoredValue value) =>
        Check(
            value.Class switch
            {
                SqliteStorageClass.Integer => raw.sqlite3_bind_int64(_statement, place, value.AsInteger()),
                SqliteStorageClass.Real => raw.sqlite3_bind_double(_statement, place, value.AsReal()),
                SqliteStorageClass.Text => BindText(place, value.AsText()),
                SqliteStorageClass.Blob => raw.sqlite3_bind_blob(_statement, place, value.AsBlob()),
                _ => raw.sqlite3_bind_null(_statement, place),
            }
        );

    /// <summary>
    /// Runs it. Returns the rows it wrote, without what foreign keys and triggers did in consequence.
    /// </summary>
    /// <exception cref="SqliteException">SQLite refuses what it writes.</exception>
    public int Execute()
    {
        try
        {
            Check(raw.sqlite3_step(_statement));
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>
    /// Runs it, and says what SQLite refuses the data for; null if it does not. An exception for each of many such rows
    /// would cost far more than the row.
    /// </summary>
    /// <exception cref="SqliteException">It fails for another reason.</exception>
    public DatabaseError? TryExecute()
    {
        try
        {
            var result = raw.sqlite3_step(_statement);
            if (result is raw.SQLITE_DONE or raw.SQLITE_ROW)
            {
                return null;
            }

            var code = raw.sqlite3_extended_errcode(_database);
            var verdict = SqliteErrors.Classify(code);
            if (verdict.Reason is null)
            {
                Check(result);
            }

            var message = raw.sqlite3_errmsg(_database).utf8_to_string();
            return new DatabaseError(
                code.ToString(CultureInfo.InvariantCulture),
                SqliteErrors.Problem(result, message),
                verdict
            );
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>
    /// Goes to the next row of its result; false after the last. <see cref="Reset"/> ends the reading.
    /// </summary>
    /// <exception cref="SqliteException">Reading fails.</exception>
    public bool Read()
    {
        var result = raw.sqlite3_step(_statement);
        Check(result);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>A column of the row.</summary>
    /// <param name="column">Its number, from 0.</param>
    public SqliteStoredValue Column(int column) =>
        (SqliteStorageClass)raw.sqlite3_column_type(_statement, column) switch
        {
            SqliteStorageClass.Integer => SqliteStoredValue.Integer(raw.sqlite3_column_int64(_statement, column)),
            SqliteStorageClass.Real => SqliteStoredValue.Real(raw.sqlite3_column_double(_statement, column)),
            SqliteStorageClass.Text => SqliteStoredValue.Text(
                raw.sqlite3_column_text(_statement, column).utf8_to_string()
            ),
            SqliteStorageClass.Blob => SqliteStoredValue.Blob(raw.sqlite3_column_blob(_statement, column).ToArray()),
            _ => SqliteStoredValue.Null,
        };

    /// <summary>Makes it ready to be run again; parameters stay.</summary>
    public void Reset()
    {
        // It answers with the error of the run before, which has been thrown.
        _ = raw.sqlite3_reset(_statement);
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private int BindText(int place, string text)
    {
        // An empty span has no address, and SQLite binds NULL where it gets none.
        if (text.Length == 0)
        {
            return raw.sqlite3_bind_text(_statement, place, "");
        }

        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (size <= StackBytes)
        {
            Span<byte> bytes = stackalloc byte[StackBytes];
            return raw.sqlite3_bind_text(_statement, place, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(size);
        var result = raw.sqlite3_bind_text(_statement, place, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return result;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
