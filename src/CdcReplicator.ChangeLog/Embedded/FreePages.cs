using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Gives pages that retention has freed back to the file system, some with each commit. It does not give back
/// everything: a log soon needs again what it frees, and to shrink a file its last pages have to be moved. Files that
/// were created without it (<c>auto_vacuum</c>) keep their size; there, free pages are only used again.
/// </summary>
internal sealed class FreePages : IDisposable
{
    private const long PageBytes = 4096;
    private const long PagesPerStep = 256;

    /// <summary>Pages that stay free for what comes next: 16 MiB, and a quarter of the file.</summary>
    private const long KeptPages = 4096;
    private const long KeptShare = 4;

    private readonly SqliteCommand _count;
    private readonly SqliteCommand _vacuum;
    private readonly bool _canShrink;

    public FreePages(SqliteConnection connection)
    {
        const long incremental = 2;
        _canShrink = LogConnection.ReadNumber(connection, "PRAGMA auto_vacuum") == incremental;
        _count = LogStatements.Prepare(
            connection,
            "SELECT freelist_count, page_count FROM pragma_freelist_count, pragma_page_count"
        );
        _vacuum = LogStatements.Prepare(
            connection,
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"PRAGMA incremental_vacuum({PagesPerStep})"
            )
        );
    }

    /// <summary>Gives back one step inside the open transaction.</summary>
    /// <returns>About how many bytes that wrote.</returns>
    public long Step()
    {
        if (!_canShrink || !HasTooMany())
        {
            return 0;
        }

        // One row for each page: it works while rows are asked for.
        using var pages = _vacuum.ExecuteReader();
        while (pages.Read()) { }

        return PagesPerStep * PageBytes;
    }

    public void Dispose()
    {
        _count.Dispose();
        _vacuum.Dispose();
    }

    private bool HasTooMany()
    {
        using var row = _count.ExecuteReader();
        row.Read();
        return row.GetInt64(0) > Math.Max(KeptPages, row.GetInt64(1) / KeptShare);
    }
}
