using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CdcReplicator.Bench;

/// <summary>
/// Inserts by SQLite's own functions, without ADO.NET: what no program can exceed, where <see cref="SqliteInserts"/> is
/// what programs do.
/// </summary>
internal sealed class SqliteApiInserts : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly BenchTable _table;

    public SqliteApiInserts(SqliteConnection connection, BenchTable table)
    {
        _table = table;
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        var places = string.Join(", ", table.Definition.Columns.Select(_ => "?"));
        Check(raw.sqlite3_prepare_v2(_database, $"INSERT INTO {table.Name} VALUES ({places})", out _statement));
    }

    /// <summary>Inserts a row of integers and texts.</summary>
    public void Insert(WorkloadRow row)
    {
        for (var i = 0; i < row.Values.Length; i++)
        {
            Check(
                SqliteValues.Of(row.Values[i], _table.Definition.Columns[i].Type.Kind) switch
                {
                    long number => raw.sqlite3_bind_int64(_statement, i + 1, number),
                    string text => raw.sqlite3_bind_text(_statement, i + 1, text),
                    var other => throw new NotSupportedException(
                        $"No column of the workload holds a {other.GetType()}."
                    ),
                }
            );
        }

        Check(raw.sqlite3_step(_statement), raw.SQLITE_DONE);
        Check(raw.sqlite3_reset(_statement));
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result, int expected = raw.SQLITE_OK)
    {
        if (result != expected)
        {
            throw new SqliteException(raw.sqlite3_errmsg(_database).utf8_to_string(), result);
        }
    }
}
