namespace CdcReplicator.Bench;

/// <summary>
/// Sorts a stream of rows of several tables into chunks of one table each, for databases that load one table at a time.
/// </summary>
internal static class RowChunks
{
    /// <summary>Rows of a chunk.</summary>
    public const int Size = 20_000;

    public static IEnumerable<(BenchTable Table, IReadOnlyList<WorkloadRow> Rows)> Of(IEnumerable<WorkloadRow> rows)
    {
        var open = new Dictionary<BenchTable, List<WorkloadRow>>();
        foreach (var row in rows)
        {
            if (!open.TryGetValue(row.Table, out var chunk))
            {
                open[row.Table] = chunk = new List<WorkloadRow>(Size);
            }

            chunk.Add(row);
            if (chunk.Count == Size)
            {
                yield return (row.Table, chunk);
                chunk.Clear();
            }
        }

        foreach (var (table, rest) in open)
        {
            if (rest.Count > 0)
            {
                yield return (table, rest);
            }
        }
    }
}
