using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.Nodes;

/// <summary>What SQLite knows about the file it has open, and ADO.NET does not show.</summary>
internal static partial class SqliteFile
{
    private const int Ok = 0;
    private const int HasMovedOperation = 20;

    /// <summary>
    /// Whether the open file is no longer the one its path names: deleted, moved or replaced. What is written to it
    /// then is lost with it.
    /// </summary>
    public static bool HasMoved(SqliteConnection connection)
    {
        var handle = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        return FileControl(handle.DangerousGetHandle(), "main", HasMovedOperation, out var moved) == Ok && moved != 0;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static partial int FileControl(nint database, string name, int operation, out int result);
}
