using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// The canonical values of one row image, at the places of the table's columns. Reused from row to row.
/// </summary>
internal sealed class RowBuffer
{
    private DataValue[] _values = [];
    private bool[] _present = [];
    private readonly List<int> _numbersAsText = [];
    private int _count;

    /// <summary>Whether there is an image.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Whether any value is the unchanged out-of-line one.</summary>
    public bool HasUnavailable { get; private set; }

    /// <summary>Places of columns of text that the image brings a number for.</summary>
    public IReadOnlyList<int> NumbersAsText => _numbersAsText;

    /// <summary>The value at a column's place; NULL if absent.</summary>
    public DataValue this[int column] => _values[column];

    /// <summary>Whether the image has the column, with a value that can be written or compared.</summary>
    public bool Has(int column) => _present[column] && _values[column].Kind != DataKind.Unavailable;

    /// <summary>Whether the image has all key columns.</summary>
    public bool HasKeyOf(TableMapping table)
    {
        foreach (var column in table.Key)
        {
            if (!IsLoaded || !Has(column))
            {
                return false;
            }
        }

        return table.HasKey;
    }

    /// <summary>Takes an image in.</summary>
    /// <exception cref="NodeFaultException">A field means no column of this node.</exception>
    /// <exception cref="ChangeRefusedException">
    /// A value does not fit its column, or a schema change has taken a column away.
    /// </exception>
    public void Load(TableMapping table, RowImage? image, ImageScope scope = ImageScope.All)
    {
        _count = table.Columns.Length;
        if (_values.Length < _count)
        {
            (_values, _present) = (new DataValue[_count], new bool[_count]);
        }

        Array.Clear(_values);
        Array.Clear(_present);
        _numbersAsText.Clear();
        HasUnavailable = false;
        IsLoaded = image is not null;
        if (image is not { } present)
        {
            return;
        }

        var plan = table.PlanOf(present.Shape);
        if (scope == ImageScope.All && plan.UnknownField is { } field)
        {
            throw table.TakenAway.Has(table.Name, field)
                ? new ChangeRefusedException(RowRefusal.ColumnTakenAway(table.Name, field))
                : CatalogFaults.ColumnMissing(table.Name, field);
        }

        var values = present.ToValues();
        for (var i = 0; i < plan.Columns.Length; i++)
        {
            if (plan.Columns[i] is >= 0 and var column && (scope == ImageScope.All || table.IsKey[column]))
            {
                _values[column] = Coerce(table, column, values[i], present.Shape.FormsOf(i));
                _present[column] = true;
                if (ValueCoercion.TakesNumberAsText(values[i].Kind, table.Columns[column].Type))
                {
                    _numbersAsText.Add(column);
                }

                HasUnavailable |= _values[column].Kind == DataKind.Unavailable;
            }
        }
    }

    private static DataValue Coerce(TableMapping table, int column, in DataValue value, ValueForms forms)
    {
        try
        {
            return ValueCoercion.Coerce(value, table.Columns[column].Type, forms);
        }
        catch (InvalidValueException e)
        {
            throw new ChangeRefusedException(
                RejectionReason.InvalidValue,
                table.Name,
                null,
                table.Columns[column].Name,
                $"Column {table.Name}.{table.Columns[column].Name}: {e.Problem}",
                e
            );
        }
    }
}
