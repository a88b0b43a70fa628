namespace CdcReplicator.Cluster;

/// <summary>Divides a table's answer into pieces, each small enough for one entry.</summary>
internal static class DigestPieces
{
    // Far below the 1 MB that Kafka takes in a record.
    private const int EntryBytes = 256 * 1024;

    /// <summary>The pieces, in order.</summary>
    public static IEnumerable<TableDigest> Of(TableDigest table)
    {
        var parts = new List<PartDigest>();
        var bytes = 0;
        foreach (var part in table.Parts)
        {
            var size = SizeOf(part);
            if (parts.Count > 0 && bytes + size > EntryBytes)
            {
                yield return table with
                {
                    Parts = [.. parts],
                };
                parts.Clear();
                bytes = 0;
            }

            parts.Add(part);
            bytes += size;
        }

        yield return table with
        {
            Parts = parts,
        };
    }

    private static int SizeOf(PartDigest part) =>
        100 + (70 * (part.Children?.Count ?? 0)) + (part.Rows?.Sum(row => 80 + (2 * row.Key.Length)) ?? 0);
}
