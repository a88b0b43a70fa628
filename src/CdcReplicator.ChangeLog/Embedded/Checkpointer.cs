using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Copies SQLite's write-ahead log into the file now and then. SQLite would do it by itself, but outside the processes'
/// lock. What this process wrote is estimated; the first write counts what is there, so that many short-lived processes
/// do not let the write-ahead log grow.
/// </summary>
internal sealed class Checkpointer(SqliteConnection connection, string path)
{
    private const long DueBytes = 4 << 20;

    /// <summary>Pages that a commit writes beside its records.</summary>
    private const long BytesPerCommit = 16 << 10;

    /// <summary>Frames (pages) above which readers are waited for, so that the file starts anew: 64 MiB.</summary>
    private const int LongFrames = 16 << 10;

    private long _written = WriteAheadBytes(path);

    public void Add(long recordBytes) => _written += BytesPerCommit + recordBytes;

    public void RunIfDue()
    {
        if (_written < DueBytes)
        {
            return;
        }

        _written = 0;
        if (SqliteNative.Checkpoint(connection, raw.SQLITE_CHECKPOINT_PASSIVE) > LongFrames)
        {
            SqliteNative.Checkpoint(connection, raw.SQLITE_CHECKPOINT_TRUNCATE);
        }
    }

    private static long WriteAheadBytes(string path)
    {
        var file = new FileInfo(path + "-wal");
        return file.Exists ? file.Length : 0;
    }
}
