using CdcReplicator.Model;

namespace CdcReplicator.Lifecycle;

/// <summary>
/// Orders the rows of a table that refers to itself: each after those it refers to, because nodes check every row when
/// they take it. Pure.
/// </summary>
internal static class ReferencedFirst
{
    /// <summary>The rows in order.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">What the values are of.</param>
    /// <param name="rows">All its rows.</param>
    /// <exception cref="ReplicationException">Rows refer to each other in a circle.</exception>
    public static IReadOnlyList<DataValue[]> Order(
        TableDefinition table,
        IReadOnlyList<ColumnDefinition> columns,
        IReadOnlyList<DataValue[]> rows
    )
    {
        var referrers = new List<int>[rows.Count];
        var waitsFor = new int[rows.Count];
        foreach (var key in table.ForeignKeys.Where(key => key.References == table.Name))
        {
            var (from, to) = (PlacesOf(key.Columns, columns), PlacesOf(key.ReferencedColumns, columns));
            var byKey = new Dictionary<DataValue[], int>(new SameValues());
            for (var row = 0; row < rows.Count; row++)
            {
                byKey[Take(rows[row], to)] = row;
            }

            for (var row = 0; row < rows.Count; row++)
            {
                if (byKey.TryGetValue(Take(rows[row], from), out var referenced) && referenced != row)
                {
                    (referrers[referenced] ??= []).Add(row);
                    waitsFor[row]++;
                }
            }
        }

        var ordered = Enumerable.Range(0, rows.Count).Where(row => waitsFor[row] == 0).ToList();
        for (var done = 0; done < ordered.Count; done++)
        {
            ordered.AddRange((referrers[ordered[done]] ?? []).Where(row => --waitsFor[row] == 0));
        }

        return ordered.Count == rows.Count
            ? [.. ordered.Select(row => rows[row])]
            : throw new ReplicationException(
                $"Rows of table {table.Name} refer to each other in a circle: no order suits nodes that check each.",
                "Break the circle, give the cluster a new log, and begin again."
            );
    }

    private static int[] PlacesOf(IReadOnlyList<string> names, IReadOnlyList<ColumnDefinition> columns) =>
        [.. names.Select(name => columns.Select(column => column.Name).ToList().IndexOf(name))];

    private static DataValue[] Take(DataValue[] row, int[] places) => [.. places.Select(place => row[place])];

    private sealed class SameValues : IEqualityComparer<DataValue[]>
    {
        public bool Equals(DataValue[]? x, DataValue[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(DataValue[] values)
        {
            var hash = new HashCode();
            foreach (var value in values)
            {
                hash.Add(value);
            }

            return hash.ToHashCode();
        }
    }
}
