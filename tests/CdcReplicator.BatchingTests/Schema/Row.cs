using CdcReplicator.Model;
using CdcReplicator.Testing;

namespace CdcReplicator.BatchingTests;

/// <summary>A row as the generator believes it to be: values by column, absent ones NULL.</summary>
internal sealed class Row(IEnumerable<KeyValuePair<string, DataValue>> values)
{
    private readonly Dictionary<string, DataValue> _values = new(values, StringComparer.Ordinal);

    public DataValue this[string column] => _values.GetValueOrDefault(column, DataValue.Null);

    public Row With(RowImage image)
    {
        var row = new Row(_values);
        for (var i = 0; i < image.ToValues().Length; i++)
        {
            if (image.ToValues()[i].Kind != DataKind.Unavailable)
            {
                row._values[image.Shape.Columns[i]] = image.ToValues()[i];
            }
        }

        return row;
    }

    public bool Has(RowImage image) =>
        image.Shape.Columns.Select((column, i) => this[column] == image.ToValues()[i]).All(same => same);

    public bool IsSame(Row other) =>
        _values.Keys.Union(other._values.Keys).All(column => this[column] == other[column]);

    public RowImage Image(IEnumerable<string> columns) => RowImages.Of([.. columns.Select(c => (c, this[c]))]);
}
