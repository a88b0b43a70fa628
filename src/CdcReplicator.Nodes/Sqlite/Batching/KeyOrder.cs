using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Rows of a batch in the order of their table's key, so that each page is read, changed and, when the cache is full,
/// written once. It matters to speed alone: kinds without an order here count as equal.
/// </summary>
internal static class KeyOrder
{
    /// <summary>
    /// Whether rows of a table may be written in any order. Not where a row may take over another's unique value, or
    /// refer to another row of the table: then the log's order is the one that never fails.
    /// </summary>
    public static bool IsFree(TableDefinition table) =>
        table.PrimaryKey.Count > 0
        && table.Uniques.Count == 0
        && table.ForeignKeys.All(key => key.References != table.Name);

    /// <summary>Orders rows by the values at the key's places.</summary>
    public static void Sort(List<DataValue[]> rows, int[] key)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Sort(rows, (left, right) => Compare(left, right, key));
    }

    /// <summary>Orders keys.</summary>
    public static void Sort(List<KeyValue> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        Sort(keys, Compare);
    }

    private static void Sort<T>(List<T> items, Comparison<T> compare)
    {
        // Mostly they rise already, because keys were given out in that order.
        for (var i = 1; i < items.Count; i++)
        {
            if (compare(items[i - 1], items[i]) > 0)
            {
                items.Sort(compare);
                return;
            }
        }
    }

    private static int Compare(DataValue[] left, DataValue[] right, int[] key)
    {
        foreach (var place in key)
        {
            if (Compare(left[place], right[place]) is not 0 and var order)
            {
                return order;
            }
        }

        return 0;
    }

    private static int Compare(KeyValue left, KeyValue right)
    {
        for (var i = 0; i < left.Count; i++)
        {
            if (Compare(left[i], right[i]) is not 0 and var order)
            {
                return order;
            }
        }

        return 0;
    }

    private static int Compare(in DataValue left, in DataValue right) =>
        left.Kind != right.Kind
            ? left.Kind.CompareTo(right.Kind)
            : left.Kind switch
            {
                DataKind.Text => string.CompareOrdinal(left.AsText(), right.AsText()),
                DataKind.Uuid => left.AsUuid().CompareTo(right.AsUuid()),
                DataKind.Bytes => left.AsBytes().AsSpan().SequenceCompareTo(right.AsBytes()),
                _ => left.AsInt64().CompareTo(right.AsInt64()),
            };
}
