namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A SQLite file with what stands beside it.</summary>
internal static class SqliteFiles
{
    /// <summary>Renames them; who has them open keeps them open.</summary>
    public static void Move(string from, string to)
    {
        foreach (var suffix in new[] { "-shm", "-wal", "" })
        {
            if (File.Exists(from + suffix))
            {
                File.Move(from + suffix, to + suffix);
            }
        }
    }
}
