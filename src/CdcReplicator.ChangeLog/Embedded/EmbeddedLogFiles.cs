using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>The files of an embedded log.</summary>
internal static class EmbeddedLogFiles
{
    /// <summary>Holds the lock files and doorbells; watched, so nothing else is in it.</summary>
    public static string SideFolder(string path) => path + ".sync";

    /// <summary>Reads the log's settings; creates the log under the processes' lock if the file is missing or empty.</summary>
    public static ClusterSettings OpenOrCreate(
        string path,
        EmbeddedLogOptions options,
        ProcessLock processLock,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(SideFolder(path));
        return TryReadSettings(path) ?? Create(path, options, processLock, cancellationToken);
    }

    private static ClusterSettings? TryReadSettings(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var connection = LogConnection.Open(path, SqliteOpenMode.ReadWrite);
        return LogFormat.IsNew(connection, path) ? null : LogFormat.ReadSettings(connection);
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
