using System.Globalization;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>Finds the rows of wanted keys in a snapshot.</summary>
internal static class WantedRows
{
    /// <summary>Bytes of rows that one answer may hold, about; what is beyond is left out, and said to be.</summary>
    internal const long MaxBytes = 32 * 1024 * 1024;

    /// <summary>The tables of a question that a node has, with the rows it has of them.</summary>
    /// <param name="snapshot">The node.</param>
    /// <param name="wanted">What is asked for.</param>
    /// <param name="tables">The node's tables.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<TableRows>> ReadAsync(
        INodeSnapshot snapshot,
        IEnumerable<TableKeys> wanted,
        IReadOnlyDictionary<string, TableDefinition> tables,
        CancellationToken cancellationToken
    )
    {
        var found = new List<TableRows>();
        var bytes = 0L;
        foreach (var keys in wanted)
        {
            if (!tables.TryGetValue(keys.Table, out var table))
            {
                continue;
            }

            var compared = table.Narrowed(keys.Columns);
            var rows = new Dictionary<string, KeyedRow>(StringComparer.Ordinal);
            var leftOut = new HashSet<string>(StringComparer.Ordinal);
            var asked = keys.Keys.ToHashSet(StringComparer.Ordinal);
            await foreach (var row in snapshot.ReadRowsAsync(compared, cancellationToken))
            {
                var key = KeyPath.TextOf(row.Row.Key);
                if (!asked.Contains(key) || leftOut.Contains(key))
                {
                    continue;
                }

                if (rows.TryGetValue(key, out var same))
                {
                    rows[key] = same with { Count = same.Count + 1 };
                    continue;
                }

                bytes += row.Values.Sum(SizeOf);
                if (bytes > MaxBytes && rows.Count + found.Sum(table => table.Rows.Count) > 0)
                {
                    leftOut.Add(key);
                    continue;
                }

                rows.Add(key, new KeyedRow(key, HexOf(row.Row.Digest), 1, row.Values));
            }

            string[] columns = [.. RowDigester.ColumnsOf(compared).Select(column => column.Name)];
            found.Add(new TableRows(keys.Table, columns, [.. rows.Values], [.. leftOut]));
        }

        return found;
    }

    private static string HexOf(UInt128 digest) => digest.ToString("x32", CultureInfo.InvariantCulture);

    private static long SizeOf(DataValue value) =>
        value.Kind switch
        {
            DataKind.Text or DataKind.Json or DataKind.Xml or DataKind.Enum => 16 + (2L * value.AsText().Length),
            DataKind.Bytes => 16 + (2L * value.AsBytes().Length),
            DataKind.Array => value.AsArray().Sum(SizeOf),
            _ => 48,
        };
}
