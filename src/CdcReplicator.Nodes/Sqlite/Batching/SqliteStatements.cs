using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CdcReplicator.Nodes;

/// <summary>
/// The statements of one connection that stay prepared. Disposed before the connection is closed, which would not end
/// otherwise.
/// </summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private const int MaxStatements = 500;

    private readonly Dictionary<string, SqliteStatement> _prepared = new(StringComparer.Ordinal);
    private readonly sqlite3 _database =
        connection.Handle ?? throw new InvalidOperationException("The connection is not open.");

    /// <summary>The statement of a text; it is the caller's until <see cref="Trim"/>.</summary>
    /// <exception cref="SqliteException">SQLite refuses it.</exception>
    public SqliteStatement Of(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var statement))
        {
            statement = new SqliteStatement(_database, sql);
            _prepared.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Forgets them all if they are too many; none may be in use.</summary>
    public void Trim()
    {
        if (_prepared.Count > MaxStatements)
        {
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in _prepared.Values)
        {
            statement.Dispose();
        }

        _prepared.Clear();
    }
}
