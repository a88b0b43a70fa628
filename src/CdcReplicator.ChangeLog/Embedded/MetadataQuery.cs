using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>Reads the keys and values beside the log. One caller at a time.</summary>
internal sealed class MetadataQuery : IDisposable
{
    private const string EntryColumns = "SELECT key, value, version, published_at FROM metadata";

    private readonly SqliteCommand _entries;
    private readonly SqliteCommand _changed;

    /// <summary>Prepares both queries.</summary>
    public MetadataQuery(SqliteConnection connection)
    {
        _entries = LogStatements.Prepare(
            connection,
            $"{EntryColumns} WHERE key >= $prefix AND key < $prefix || char(1114111) AND value IS NOT NULL "
                + "ORDER BY version",
            "$prefix"
        );
        _changed = LogStatements.Prepare(
            connection,
            $"{EntryColumns} WHERE version > $after AND key >= $prefix AND key < $prefix || char(1114111) "
                + "ORDER BY version",
            "$prefix",
            "$after"
        );
    }

    /// <summary>Present entries.</summary>
    public List<MetadataEntry> Read(string prefix)
    {
        _entries.Parameters[0].Value = prefix;
        return ReadAll(_entries);
    }

    /// <summary>Entries written after a version, removed ones too.</summary>
    public List<MetadataEntry> ReadChanged(string prefix, long after)
    {
        _changed.Parameters[0].Value = prefix;
        _changed.Parameters[1].Value = after;
        return ReadAll(_changed);
    }

    public void Dispose()
    {
        _entries.Dispose();
        _changed.Dispose();
    }

    private static List<MetadataEntry> ReadAll(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        var entries = new List<MetadataEntry>();
        while (row.Read())
        {
            entries.Add(new MetadataEntry(row.GetString(0), ReadBytes(row, 1), row.GetInt64(2), row.GetInt64(3)));
        }

        return entries;
    }

    private static byte[]? ReadBytes(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
