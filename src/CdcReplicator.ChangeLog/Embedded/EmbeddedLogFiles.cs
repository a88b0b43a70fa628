using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>The files of an embedded log.</summary>
internal static class EmbeddedLogFiles
{
    private const string SideSuffix = ".sync";

    /// <summary>Holds the lock files and doorbells; watched, so nothing else is in it.</summary>
    public static string SideFolder(string path) => path + SideSuffix;

    /// <summary>
    /// Reads the log's settings; creates the log under the processes' lock if the file is missing or empty and the
    /// options allow it.
    /// </summary>
    /// <exception cref="LogMissingException">The file is empty, and the options say not to create the log.</exception>
    public static ClusterSettings OpenOrCreate(
        string path,
        EmbeddedLogOptions options,
        ProcessLock processLock,
        CancellationToken cancellationToken
    )
    {
        if (TryReadSettings(path, out var isUpToDate) is { } settings)
        {
            PrivateFiles.CreateFolderBeside(SideFolder(path), path);
            if (!isUpToDate)
            {
                Upgrade(path, processLock, cancellationToken);
            }

            return settings;
        }

        if (!options.CreateIfMissing)
        {
            throw Missing(path);
        }

        PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
        PrivateFiles.CreateFile(path);
        PrivateFiles.CreateFolderBeside(SideFolder(path), path);
        return Create(path, options, processLock, cancellationToken);
    }

    /// <summary>There is no log at the path; names the logs in the same folder.</summary>
    public static LogMissingException Missing(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        return Directory.Exists(folder)
            ? new LogMissingException($"embedded:{path}", [.. LogsIn(folder).Select(log => $"embedded:{log}")])
            : new LogMissingException($"embedded:{path}", [], $"The folder '{folder}' does not exist.");
    }

    /// <summary>A folder <c>NAME.sync</c> beside a file <c>NAME</c> shows a log.</summary>
    private static IEnumerable<string> LogsIn(string folder) =>
        Directory
            .EnumerateDirectories(folder, "*" + SideSuffix)
            .Select(side => side[..^SideSuffix.Length])
            .Where(File.Exists)
            .Order(StringComparer.Ordinal);

    private static ClusterSettings? TryReadSettings(string path, out bool isUpToDate)
    {
        isUpToDate = false;
        if (!File.Exists(path))
        {
            return null;
        }

        using var connection = LogConnection.Open(path, SqliteOpenMode.ReadWrite);
        if (LogFormat.IsNew(connection, path))
        {
            return null;
        }

        isUpToDate = LogFormat.IsUpToDate(connection);
        return LogFormat.ReadSettings(connection);
    }

    private static void Upgrade(string path, ProcessLock processLock, CancellationToken cancellationToken)
    {
        using var held = processLock.Acquire(cancellationToken);
        using var connection = LogConnection.Open(path, SqliteOpenMode.ReadWrite);
        LogFormat.Upgrade(connection);
    }

    private static ClusterSettings Create(
        string path,
        EmbeddedLogOptions options,
        ProcessLock processLock,
        CancellationToken cancellationToken
    )
    {
        using var held = processLock.Acquire(cancellationToken);
        using var connection = LogConnection.Open(path, SqliteOpenMode.ReadWriteCreate);
        if (LogFormat.IsNew(connection, path))
        {
            LogFormat.Create(
                connection,
                new ClusterSettings(LogId.New(), options.TransactionTimeout, options.PublisherExpiry)
            );
        }

        return LogFormat.ReadSettings(connection);
    }
}
