using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>The key record of a table.</summary>
internal sealed class KeyForm
{
    private readonly TableDefinition _table;
    private readonly RecordField[] _fields;
    private readonly int[] _places;
    private readonly RowShape _shape;

    /// <summary>The form of a table's key columns.</summary>
    public KeyForm(TableDefinition table, string nameSpace, RecordField[] fields)
    {
        _table = table;
        _fields = fields;
        _places = [.. Enumerable.Range(0, fields.Length)];
        _shape = new RowShape([.. table.PrimaryKey]);
        var text = new StringBuilder();
        RowRecordSchema.Append(text, "Key", nameSpace, false, fields, new HashSet<string>(StringComparer.Ordinal));
        Name = nameSpace + ".Key";
        Schema = text.ToString();
    }

    /// <summary>Full name of the key record.</summary>
    public string Name { get; }

    /// <summary>Schema text.</summary>
    public string Schema { get; }

    /// <summary>Its fields, in key order.</summary>
    public IReadOnlyList<RecordField> Fields => _fields;

    /// <summary>The key in key order, taken from the first image that has all its columns; null if none has.</summary>
    public RowImage? Find(RowImage? first, RowImage? second)
    {
        foreach (var image in (ReadOnlySpan<RowImage?>)[first, second])
        {
            if (image is { } present && Take(present, present) is { } key)
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>
    /// The key with the columns that an update writes replaced; equal to the old one if it writes none.
    /// </summary>
    public RowImage Changed(RowImage key, RowImage after) => Take(after, key)!.Value;

    /// <summary>Writes a key that <see cref="Find"/> or <see cref="Changed"/> returned.</summary>
    /// <exception cref="InvalidValueException">A value does not fit its column.</exception>
    public void Write(AvroBinaryWriter writer, RowImage key) =>
        RecordFieldWriter.Write(writer, _table.Name, _fields, _places, key.ToValues());

    private RowImage? Take(RowImage image, RowImage otherwise)
    {
        var values = new DataValue[_fields.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (
                !image.TryGet(_fields[i].Column.Name, out values[i])
                && !otherwise.TryGet(_fields[i].Column.Name, out values[i])
            )
            {
                return null;
            }
        }

        return new RowImage(_shape, values);
    }
}
