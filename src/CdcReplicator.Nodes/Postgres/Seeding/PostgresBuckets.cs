namespace CdcReplicator.Nodes;

/// <summary>
/// The server's own hashes of rows. Those of two servers are equal for equal rows, because the text of a row is; where
/// they ever differed, rows would be copied once more than needed.
/// </summary>
internal static class PostgresBuckets
{
    /// <summary>The rows of a part of a table, by bucket: bucket, rows, sum of hashes.</summary>
    public static string Sums(string table, SeedCopyTable of, int buckets, SeedRange range) =>
        $"SELECT b, count(*), sum(h) FROM (SELECT {Bucket(of, buckets)} AS b, {Hash(of.Columns, 1)} AS h "
        + $"FROM ONLY {table}{Where([.. Places(range)])}) AS hashed GROUP BY b";

    /// <summary>Condition of the rows in some buckets.</summary>
    public static string IsIn(SeedCopyTable table, int buckets, IReadOnlyList<int> chosen) =>
        $"{Bucket(table, buckets)} = ANY('{{{string.Join(',', chosen)}}}'::int[])";

    /// <summary>Conditions of a range.</summary>
    public static IEnumerable<string> Places(SeedRange range)
    {
        if (range.From > 0)
        {
            yield return $"ctid >= '({range.From},0)'::tid";
        }

        if (!range.IsOpen)
        {
            yield return $"ctid < '({range.To},0)'::tid";
        }
    }

    /// <summary>A WHERE clause of conditions; nothing if there are none.</summary>
    public static string Where(IReadOnlyList<string> conditions) =>
        conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";

    private static string Bucket(SeedCopyTable table, int buckets) => $"({Hash(table.Key, 0)} & {buckets - 1})::int";

    private static string Hash(IReadOnlyList<string> columns, int seed) =>
        $"hashtextextended(ROW({string.Join(", ", columns)})::text COLLATE \"C\", {seed})";
}
