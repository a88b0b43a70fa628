using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CdcReplicator.Nodes;

/// <summary>
/// Puts the guard into a SQLite file, or takes it away, and lets the applier's own connection through. A trigger costs
/// for each row, so that connection leaves triggers out; where users have triggers of their own, these must act, and
/// the connection shows by a row in its transaction that it is the applier's.
/// </summary>
internal sealed class SqliteGuard(NodeOptions options)
{
    private readonly IgnoreList _ignored = new(options.Ignore);
    private bool _marksTransactions;

    /// <summary>Whether the file's guard is not what it shall be.</summary>
    public bool IsToChange(SqliteConnection file) => Changes(file).Any();

    /// <summary>
    /// Makes it what it shall be, in a transaction of its own. Without the right to change the schema this throws what
    /// every write would.
    /// </summary>
    public void Install(SqliteConnection file)
    {
        Run(file, "BEGIN IMMEDIATE");
        try
        {
            foreach (var sql in Changes(file).ToList())
            {
                Run(file, sql);
            }

            Run(file, "COMMIT");
        }
        catch (SqliteException)
        {
            if (raw.sqlite3_get_autocommit(file.Handle) == 0)
            {
                Run(file, "ROLLBACK");
            }

            throw;
        }
    }

    /// <summary>
    /// Has triggers act on a connection only if users have made some. The connection must be in no transaction.
    /// </summary>
    public void SwitchTriggers(SqliteConnection file)
    {
        var act =
            file.ReadRows(
                "SELECT 1 FROM sqlite_schema WHERE type = 'trigger' "
                    + $"AND substr(name, 1, {SqliteGuardSql.Prefix.Length}) <> $1 LIMIT 1",
                SqliteGuardSql.Prefix,
                _ => true
            ).Count > 0;
        _marksTransactions = act && HasWriter(file);
        _ = raw.sqlite3_db_config(file.Handle, raw.SQLITE_DBCONFIG_ENABLE_TRIGGER, act ? 1 : 0, out _);
    }

    /// <summary>A transaction of the applier has begun.</summary>
    public void Enter(SqliteConnection file)
    {
        if (_marksTransactions)
        {
            Run(file, SqliteGuardSql.Enter);
        }
    }

    /// <summary>It is about to commit.</summary>
    public void Leave(SqliteConnection file)
    {
        if (_marksTransactions)
        {
            Run(file, SqliteGuardSql.Leave);
        }
    }

    private IEnumerable<string> Changes(SqliteConnection file)
    {
        var triggers =
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' "
            + $"AND substr(name, 1, {SqliteGuardSql.Prefix.Length}) = $1";
        const string tables = """
            SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
            AND substr(name, 1, 7) <> 'sqlite_' AND substr(name, 1, 15) <> $1
            """;
        var hasWriter = HasWriter(file);
        var found = file.ReadRows(triggers, SqliteGuardSql.Prefix, r => (Name: r.GetString(0), Sql: r.GetString(1)));
        var wanted =
            options.Guard == NodeGuard.Off
                ? []
                : file.ReadRows(tables, SqliteDialect.StatePrefix, r => r.GetString(0))
                    .Where(name => !_ignored.HasTable(TableName.Parse(name)))
                    .SelectMany(name => SqliteGuardSql.Of(options.Id, name))
                    .ToList();
        if (wanted.Count > 0 && !hasWriter)
        {
            yield return SqliteGuardSql.CreateWriter;
        }
        else if (hasWriter && file.ReadRows(SqliteGuardSql.Writers, "", _ => true).Count > 0)
        {
            // Whatever committed it, it would let everybody through.
            yield return SqliteGuardSql.Leave;
        }

        foreach (var (name, _) in found.Except(wanted))
        {
            yield return $"DROP TRIGGER \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        }

        foreach (var (_, sql) in wanted.Except(found))
        {
            yield return sql;
        }
    }

    private static bool HasWriter(SqliteConnection file)
    {
        const string writer = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1";
        return file.ReadRows(writer, SqliteGuardSql.Writer, _ => true).Count > 0;
    }

    private static void Run(SqliteConnection file, string sql)
    {
        using var command = file.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
