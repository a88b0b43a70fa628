using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CdcReplicator.ChangeLog;

/// <summary>What SQLite offers and ADO.NET does not.</summary>
internal static partial class SqliteNative
{
    private const int HasMovedOperation = 20;

    /// <summary>What SQLite's own functions know an open connection by.</summary>
    public static sqlite3 Handle(SqliteConnection connection) =>
        connection.Handle ?? throw new InvalidOperationException("The connection is not open.");

    /// <summary>
    /// Keeps the last connection from checkpointing as it closes: that would be a checkpoint outside the lock shared by
    /// the processes.
    /// </summary>
    public static void ForbidCheckpointOnClose(SqliteConnection connection)
    {
        var result = raw.sqlite3_db_config(Handle(connection), raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out var isSet);
        if (result != raw.SQLITE_OK || isSet != 1)
        {
            throw new SqliteException("SQLite does not take SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE.", result);
        }
    }

    /// <summary>
    /// Copies the write-ahead log into the file. Returns the frames it held; -1 if that is unknown.
    /// </summary>
    public static int Checkpoint(SqliteConnection connection, int mode)
    {
        var result = raw.sqlite3_wal_checkpoint_v2(Handle(connection), "main", mode, out var frames, out _);
        return result is raw.SQLITE_OK or raw.SQLITE_BUSY
            ? frames
            : throw new SqliteException("The write-ahead log could not be checkpointed.", result);
    }

    /// <summary>Whether the open file is no longer the one its path names: deleted, moved or replaced.</summary>
    public static bool HasMoved(SqliteConnection connection)
    {
        var result = FileControl(Handle(connection).DangerousGetHandle(), "main", HasMovedOperation, out var moved);
        return result == raw.SQLITE_OK && moved != 0;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static partial int FileControl(nint database, string name, int operation, out int result);
}
