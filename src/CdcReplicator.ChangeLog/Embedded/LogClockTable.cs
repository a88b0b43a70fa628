using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>The clocks in the log's file, one for each start of a machine that wrote to it.</summary>
internal sealed class LogClockTable : IDisposable
{
    /// <summary>For logs of programs that did not have it too.</summary>
    public const string Sql = """
        CREATE TABLE IF NOT EXISTS log_clock (
            boot TEXT PRIMARY KEY,
            offset_ms INTEGER NOT NULL,
            adopted_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        """;

    private readonly SqliteCommand _find;
    private readonly SqliteCommand _newest;
    private readonly SqliteCommand _put;

    public LogClockTable(SqliteConnection connection)
    {
        const string columns = "SELECT boot, offset_ms, adopted_at FROM log_clock";
        _find = LogStatements.Prepare(connection, $"{columns} WHERE boot = $boot", "$boot");
        _newest = LogStatements.Prepare(connection, $"{columns} ORDER BY adopted_at DESC LIMIT 1");
        _put = LogStatements.Prepare(
            connection,
            "INSERT OR REPLACE INTO log_clock VALUES ($boot, $offset, $adopted)",
            "$boot",
            "$offset",
            "$adopted"
        );
    }

    /// <summary>Log time of a write, inside its transaction; from here on the log knows this machine's start.</summary>
    public long Advance(long lastTime, MachineTime machine, long wall, long publisherExpiry)
    {
        var known = Find(machine.Boot);
        var clock = (known ?? Adopt(lastTime, machine, wall, publisherExpiry)).Following(lastTime, machine);
        if (clock != known)
        {
            _put.Parameters[0].Value = clock.Boot;
            _put.Parameters[1].Value = clock.Offset;
            _put.Parameters[2].Value = clock.AdoptedAt;
            _put.ExecuteNonQuery();
        }

        return clock.TimeAt(machine);
    }

    /// <summary>
    /// Log time now, as a reader computes it. If nobody has written since the machine was started, there is nothing but
    /// the wall clock.
    /// </summary>
    public long Read(long lastTime, MachineTime machine, long wall) =>
        Math.Max(lastTime, Find(machine.Boot) is { } clock ? clock.TimeAt(machine) : wall);

    public void Dispose()
    {
        _find.Dispose();
        _newest.Dispose();
        _put.Dispose();
    }

    private LogClock Adopt(long lastTime, MachineTime machine, long wall, long publisherExpiry) =>
        LogClock.Adopt(First(_newest), lastTime, machine, wall, publisherExpiry);

    private LogClock? Find(string boot)
    {
        _find.Parameters[0].Value = boot;
        return First(_find);
    }

    private static LogClock? First(SqliteCommand query)
    {
        using var row = query.ExecuteReader();
        return row.Read() ? new LogClock(row.GetString(0), row.GetInt64(1), row.GetInt64(2)) : null;
    }
}
