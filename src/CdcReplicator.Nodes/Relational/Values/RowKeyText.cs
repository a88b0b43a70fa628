using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Makes the key texts of one row after another, as <see cref="RowKeyJson"/> writes them. Keys of whole numbers, which
/// most are, cost no memory.
/// </summary>
internal sealed class RowKeyText
{
    private const int DigitsOfNumber = 20;

    private readonly TableDefinition _table;
    private readonly DataValue[] _values;
    private readonly string[] _before;
    private readonly char[] _text;

    public RowKeyText(TableDefinition table)
    {
        _table = table;
        _values = new DataValue[table.PrimaryKey.Count];
        _before = [.. table.PrimaryKey.Select((name, i) => RowKeyJson.BeforeValue(name, isFirst: i == 0))];
        _text = new char[_before.Sum(text => text.Length + DigitsOfNumber) + 1];
    }

    /// <summary>The text of the values that are set; good until the next one is made.</summary>
    public ReadOnlySpan<char> Text => TryWriteNumbers() is { } length ? _text.AsSpan(0, length) : Json();

    /// <summary>Sets a part of the key, in key order.</summary>
    public void Set(int place, in DataValue value) => _values[place] = value;

    private int? TryWriteNumbers()
    {
        var length = 0;
        for (var i = 0; i < _values.Length; i++)
        {
            if (_values[i].Kind != DataKind.Integer)
            {
                return null;
            }

            _before[i].CopyTo(_text.AsSpan(length));
            length += _before[i].Length;
            _values[i].AsInt64().TryFormat(_text.AsSpan(length), out var digits, default, CultureInfo.InvariantCulture);
            length += digits;
        }

        _text[length++] = '}';
        return length;
    }

    private string Json() => RowKeyJson.Write(_table, _values);
}
