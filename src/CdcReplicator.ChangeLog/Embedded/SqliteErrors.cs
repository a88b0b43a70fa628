using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>Turns SQLite's result codes into errors of the log.</summary>
internal static class SqliteErrors
{
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>Translates an error of a log that was open before: a file that is missing now was taken away.</summary>
    public static Exception TranslateOpen(Exception error, string path) =>
        error switch
        {
            SqliteException { SqliteErrorCode: CannotOpen } when !File.Exists(path) => Moved(path),
            SqliteException sqlite => Translate(sqlite, path),
            IOException or UnauthorizedAccessException => FolderUnusable(error, path),
            _ => error,
        };

    /// <summary>Translates an error of the files beside the log.</summary>
    public static LogUnavailableException FolderUnusable(Exception error, string path) =>
        new(
            $"The folder of the embedded log '{path}' cannot be used: {error.Message}",
            "Check that the folder exists and may be written.",
            error
        );

    public static ReplicationException Translate(SqliteException error, string path) =>
        error.SqliteErrorCode switch
        {
            NotADatabase => new LogMismatchException(
                $"'{path}' is not an embedded log: it is not a SQLite file.",
                "Name the log's file, or another path to create a new log."
            ),
            Corrupt => new LogMismatchException(
                $"The embedded log '{path}' is damaged (SQLite code {error.SqliteExtendedErrorCode}).",
                "Restore the file from a backup, or start a new log and seed the nodes again."
            ),
            Full => new LogUnavailableException(
                $"There is no room on the disk of the embedded log '{path}'.",
                "Free space, or lower the log's retention.",
                error
            ),
            _ => new LogUnavailableException(
                $"The embedded log '{path}' cannot be used: SQLite code {error.SqliteExtendedErrorCode}, {error.Message}",
                "Check that the file and its folder exist and may be read and written.",
                error
            ),
        };

    public static LogMismatchException Moved(string path) =>
        new(
            $"The embedded log '{path}' was deleted or replaced while it was open.",
            "Put the file back and start again, or seed the nodes from the new log."
        );

    public static LogMismatchException OtherLog(string path, LogId expected, LogId found) =>
        new(
            $"The embedded log '{path}' is now log {found}, no longer {expected}.",
            "Put the former file back, or seed the nodes from the new log."
        );
}
