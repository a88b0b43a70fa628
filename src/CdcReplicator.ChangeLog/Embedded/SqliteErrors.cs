using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>Turns SQLite's result codes into errors of the log.</summary>
internal static class SqliteErrors
{
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
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
            _ => new LogUnavailableException(Problem(error, path), Remedy(error), error),
        };

    /// <summary>An error of COMMIT itself: what it wrote may be found later.</summary>
    public static AppendOutcomeUnknownException CommitFailed(SqliteException error, string path) =>
        new(
            $"While committing: {Problem(error, path)}",
            $"{Remedy(error)} Then resolve or retry the same transaction.",
            error
        );

    /// <summary>The same, when it has turned out that nothing was written.</summary>
    public static LogUnavailableException NothingWritten(AppendOutcomeUnknownException unknown) =>
        Repeatable($"{unknown.Problem} Nothing was written.", unknown);

    /// <summary>The same for what may be written again, whether it was written or not.</summary>
    public static LogUnavailableException Repeatable(AppendOutcomeUnknownException unknown) =>
        Repeatable(unknown.Problem, unknown);

    /// <summary>The file was taken away while a commit went into it.</summary>
    public static AppendOutcomeUnknownException CommittedElsewhere(string path) =>
        new(
            $"The embedded log '{path}' was deleted, moved or replaced while a commit went into it.",
            "Put the file back, then resolve or retry the same transaction.",
            null
        );

    /// <summary>The file is gone. Waiting callers go on when it is back.</summary>
    public static LogUnavailableException Moved(string path) =>
        new(
            $"The embedded log '{path}' was deleted or moved away while it was in use.",
            "Put the file back. If it is lost, stop all processes of the cluster and seed the nodes from a new log."
        );

    public static LogMismatchException OlderCopy(string path, long end, long knownEnd) =>
        new(
            $"The embedded log '{path}' is an older copy of itself: it ends at offset {end}, and this process has seen "
                + $"offset {knownEnd}.",
            "Put the former file back, or seed the nodes from the copy as from a new log."
        );

    public static LogMismatchException OtherLog(string path, LogId expected, LogId found) =>
        new(
            $"The embedded log '{path}' is now log {found}, no longer {expected}.",
            "Put the former file back, or seed the nodes from the new log."
        );

    private static LogUnavailableException Repeatable(string problem, AppendOutcomeUnknownException unknown) =>
        new(
            problem,
            unknown.InnerException is SqliteException error
                ? $"{Remedy(error)} Then the same can be tried again."
                : "Put the file back; then the same can be tried again.",
            unknown
        );

    private static string Problem(SqliteException error, string path) =>
        error.SqliteErrorCode switch
        {
            Full => $"There is no room on the disk of the embedded log '{path}' (SQLite code "
                + $"{error.SqliteExtendedErrorCode}).",
            InputOutput => $"The disk of the embedded log '{path}' reports an error (SQLite code "
                + $"{error.SqliteExtendedErrorCode}).",
            ReadOnly => $"The embedded log '{path}' may not be written (SQLite code {error.SqliteExtendedErrorCode}).",
            _ => $"The embedded log '{path}' cannot be used: SQLite code {error.SqliteExtendedErrorCode}, "
                + $"{error.Message}",
        };

    private static string Remedy(SqliteException error) =>
        error.SqliteErrorCode switch
        {
            Full => "Free space on that disk, or lower the log's retention.",
            InputOutput => "Look into the system's messages about that disk, and see that it has room.",
            _ => "Check that the file and its folder exist and may be read and written.",
        };
}
