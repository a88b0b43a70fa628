using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Where a row is found: its table and the canonical values of its key, in key order.</summary>
internal readonly record struct RowKey(TableMapping Table, DataValue[] Values)
{
    /// <summary>The key an image has, or null if it lacks a part.</summary>
    public static RowKey? Of(TableMapping table, RowBuffer image)
    {
        if (!image.HasKeyOf(table))
        {
            return null;
        }

        var values = new DataValue[table.Key.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = image[table.Key[i]];
        }

        return new RowKey(table, values);
    }

    /// <summary>Whether this is the same key of the same table.</summary>
    public bool IsSame(RowKey other) => Values.AsSpan().SequenceEqual(other.Values);

    /// <summary>Adds the key's values as parameters.</summary>
    public void AddTo(List<BoundValue> parameters)
    {
        for (var i = 0; i < Values.Length; i++)
        {
            parameters.Add(new BoundValue(Values[i], Table.Columns[Table.Key[i]].Type));
        }
    }

    /// <summary>JSON in key order, for people.</summary>
    public string ToJson() => RowKeyJson.Show(Table.Definition, Values);

    /// <summary>JSON in key order, as it is kept.</summary>
    public string ToStoredJson() => RowKeyJson.Write(Table.Definition, Values);
}
