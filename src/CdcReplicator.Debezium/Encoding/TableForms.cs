using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// The envelope forms of one table: the plain one for whole rows, and one for each choice of columns that is written
/// (partial updates, expectations). A choice has a namespace of its own, so that a registry does not take it for a new
/// version of the plain schema.
/// </summary>
internal sealed class TableForms
{
    private readonly ConcurrentDictionary<string, BoundForm> _bySignature = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, BoundForm>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);
    private readonly TableDefinition _table;
    private readonly string[] _fieldNames;
    private readonly string _nameSpace;
    private readonly int[] _wholeRow;

    /// <summary>Forms of a table whose schema names start with a prefix.</summary>
    public TableForms(TableDefinition table, string prefix)
    {
        _table = table;
        _lookup = _bySignature.GetAlternateLookup<ReadOnlySpan<char>>();
        _nameSpace = $"{prefix}.{ConnectNames.Adjust(table.Name.Schema)}.{ConnectNames.Adjust(table.Name.Name)}";
        _fieldNames = ConnectNames.AdjustFields([.. table.Columns.Select(column => column.Name)]);
        for (var i = 0; i < table.Columns.Count; i++)
        {
            _ordinals.Add(table.Columns[i].Name, i);
        }

        _wholeRow = [.. Enumerable.Range(0, table.Columns.Count).Where(i => !table.Columns[i].Generated)];
        Key = table.PrimaryKey.Count == 0 ? null : new KeyForm(table, _nameSpace, KeyFields());
    }

    /// <summary>The key's form; null if the table has no key.</summary>
    public KeyForm? Key { get; }

    /// <summary>The form for the columns that two images have.</summary>
    /// <exception cref="InvalidValueException">An image has a column that the table does not have.</exception>
    /// <exception cref="UnsupportedTypeException">A column's type cannot be carried.</exception>
    public BoundForm For(RowImage? before, RowImage? after)
    {
        var size = 1 + (before?.Shape.Columns.Count ?? 0) + (after?.Shape.Columns.Count ?? 0);
        var signature = size <= 256 ? stackalloc char[size] : new char[size];
        var length = Sign(before, signature);
        signature[length++] = Separator;
        Sign(after, signature[length..]);
        return _lookup.TryGetValue(signature, out var known)
            ? known
            : _bySignature.GetOrAdd(signature.ToString(), MakeForm(before, after));
    }

    private const char Separator = '\uFFFF';

    /// <summary>One character a column: its ordinal, and whether its decimals have to be text.</summary>
    private int Sign(RowImage? image, Span<char> signature)
    {
        if (image is not { } present)
        {
            return 0;
        }

        var values = present.ToValues();
        for (var i = 0; i < values.Length; i++)
        {
            var ordinal = OrdinalOf(present.Shape.Columns[i]);
            signature[i] = (char)((ordinal << 1) | (NeedsDecimalText(values[i]) ? 1 : 0));
        }

        return values.Length;
    }

    private int OrdinalOf(string column) =>
        _ordinals.TryGetValue(column, out var ordinal)
            ? ordinal
            : throw new InvalidValueException($"Table '{_table.Name}' has no column '{column}'.");

    private static bool NeedsDecimalText(in DataValue value) =>
        value.Kind switch
        {
            DataKind.Decimal => value.AsDecimal().Special != DecimalSpecial.None,
            DataKind.Array => Array.Exists(value.AsArray(), element => NeedsDecimalText(element)),
            _ => false,
        };

    private BoundForm MakeForm(RowImage? before, RowImage? after)
    {
        var (beforeFields, beforePlaces) = Fields(before);
        var (afterFields, afterPlaces) = Fields(after);
        var row = afterFields ?? beforeFields ?? [.. _wholeRow.Select(i => Field(i, decimalsAsText: false))];
        var other =
            afterFields is null || beforeFields is null || beforeFields.SequenceEqual(row) ? null : beforeFields;
        var nameSpace = other is null && IsWholeRow(row) ? _nameSpace : NameOfChoice(other, row);
        var form = new EnvelopeForm(nameSpace, row, other, countsEvents: true);
        return new BoundForm(form, beforePlaces, afterPlaces);
    }

    /// <summary>An image's fields in table order, with the places of their values.</summary>
    private (RecordField[]? Fields, int[] Places) Fields(RowImage? image)
    {
        if (image is not { } present)
        {
            return (null, []);
        }

        var columns = present.Shape.Columns;
        var values = present.ToValues();
        int[] places = [.. Enumerable.Range(0, values.Length).OrderBy(i => OrdinalOf(columns[i]))];
        var fields = places.Select(i => Field(OrdinalOf(columns[i]), NeedsDecimalText(values[i])));
        return ([.. fields], places);
    }

    private RecordField Field(int ordinal, bool decimalsAsText)
    {
        var column = _table.Columns[ordinal];
        var isInteger = column.Type.Kind is ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64;
        var zeroDefault = isInteger && column.HasDefault && !column.Nullable && _table.PrimaryKey.Contains(column.Name);
        return new RecordField(column, _fieldNames[ordinal], ColumnForm.Of(column.Type, decimalsAsText), zeroDefault);
    }

    private RecordField[] KeyFields() =>
        [.. _table.PrimaryKey.Select(name => Field(OrdinalOf(name), decimalsAsText: false))];

    private bool IsWholeRow(RecordField[] row) =>
        row.Length == _wholeRow.Length && row.SequenceEqual(_wholeRow.Select(i => Field(i, decimalsAsText: false)));

    private string NameOfChoice(RecordField[]? before, RecordField[] row)
    {
        var choice = new EnvelopeForm(_nameSpace, row, before, countsEvents: true).Schema;
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(choice));
        return $"{_nameSpace}.columns_{Convert.ToHexStringLower(digest.AsSpan(0, DigestSize))}";
    }

    private const int DigestSize = 8;
}
