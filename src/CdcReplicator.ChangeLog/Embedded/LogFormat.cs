using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>The tables of an embedded log, their creation and recognition.</summary>
internal static class LogFormat
{
    /// <summary>"CDCR" in the file's header.</summary>
    public const int ApplicationId = 0x43444352;

    /// <summary>The only format this program knows.</summary>
    public const int Version = 1;

    private const string Tables = """
        CREATE TABLE log_info (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            log_id TEXT NOT NULL,
            transaction_timeout_ms INTEGER NOT NULL,
            publisher_expiry_ms INTEGER NOT NULL,
            start_offset INTEGER NOT NULL,
            next_offset INTEGER NOT NULL,
            last_time INTEGER NOT NULL,
            next_version INTEGER NOT NULL,
            record_bytes INTEGER NOT NULL
        );
        CREATE TABLE records (
            record_offset INTEGER PRIMARY KEY,
            append_time INTEGER NOT NULL,
            key BLOB,
            value BLOB,
            headers BLOB
        );
        CREATE TABLE metadata (
            key TEXT PRIMARY KEY,
            value BLOB,
            version INTEGER NOT NULL,
            published_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX metadata_version ON metadata (version);
        """;

    /// <summary>
    /// Brings a log of an earlier program up to date; the caller holds the processes' lock. Earlier programs can go on
    /// using it.
    /// </summary>
    public static void Upgrade(SqliteConnection connection) => LogConnection.Execute(connection, LogClockTable.Sql);

    /// <summary>Whether a log has all that this program uses.</summary>
    public static bool IsUpToDate(SqliteConnection connection) =>
        LogConnection.ReadNumber(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'log_clock'") == 1;

    /// <summary>Whether the file is empty and waits to be made a log.</summary>
    /// <exception cref="LogMismatchException">
    /// The file is something else, or of a format this program does not know.
    /// </exception>
    public static bool IsNew(SqliteConnection connection, string path)
    {
        // One snapshot: another process may be creating the log between two reads.
        using var snapshot = connection.BeginTransaction(deferred: true);
        var application = LogConnection.ReadNumber(connection, "PRAGMA application_id");
        var version = LogConnection.ReadNumber(connection, "PRAGMA user_version");
        if (application == ApplicationId)
        {
            return version == Version
                ? false
                : throw new LogMismatchException(
                    $"The embedded log '{path}' has format {version}; this program knows format {Version}.",
                    "Use the program version that wrote it, or start a new log."
                );
        }

        var isEmpty =
            application == 0
            && version == 0
            && LogConnection.ReadNumber(connection, "SELECT count(*) FROM sqlite_master") == 0;
        return isEmpty
            ? true
            : throw new LogMismatchException(
                $"'{path}' is a SQLite database, but not an embedded log.",
                "Name the log's file, or another path to create a new log."
            );
    }

    /// <summary>Makes an empty file a log. Whole or not at all; the caller holds the processes' lock.</summary>
    public static void Create(SqliteConnection connection, ClusterSettings settings)
    {
        // In this order: whether a file can shrink is decided before its first page is written.
        LogConnection.Execute(connection, "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"{Tables} {LogClockTable.Sql} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};"
        );
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO log_info VALUES (1, $log, $timeout, $expiry, 0, 0, 0, 0, 0)";
        command.Parameters.AddWithValue("$log", settings.Log.ToString());
        command.Parameters.AddWithValue("$timeout", (long)settings.TransactionTimeout.TotalMilliseconds);
        command.Parameters.AddWithValue("$expiry", (long)settings.PublisherExpiry.TotalMilliseconds);
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    /// <exception cref="LogMismatchException">The file is not that log.</exception>
    public static void ThrowIfOther(SqliteConnection connection, string path, LogId expected)
    {
        var found = IsNew(connection, path) ? default : ReadSettings(connection).Log;
        if (found != expected)
        {
            throw SqliteErrors.OtherLog(path, expected, found);
        }
    }

    public static ClusterSettings ReadSettings(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT log_id, transaction_timeout_ms, publisher_expiry_ms FROM log_info";
        using var row = command.ExecuteReader();
        row.Read();
        return new ClusterSettings(
            LogId.Parse(row.GetString(0)),
            TimeSpan.FromMilliseconds(row.GetInt64(1)),
            TimeSpan.FromMilliseconds(row.GetInt64(2))
        );
    }
}
