using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>How images of one encoding get into one table without values between; worked out once.</summary>
internal sealed class EncodedRows
{
    private readonly FieldTransfer[] _fields;
    private readonly bool[] _keyFields;
    private readonly int _integerKey;
    private readonly TableMapping _table;

    private EncodedRows(TableMapping table, FieldTransfer[] fields, ColumnSet columns)
    {
        _table = table;
        _fields = fields;
        Columns = columns;
        _keyFields = Array.ConvertAll(fields, field => field.Column >= 0 && table.IsKey[field.Column]);
        HasKey = columns.CoverOf(table.Key) == ColumnCover.All && table.HasKey;
        _integerKey =
            HasKey && table.Key.Length == 1 && IsInteger(table.Columns[table.Key[0]].Type)
                ? Array.FindIndex(fields, field => field.Column == table.Key[0])
                : -1;
    }

    /// <summary>The columns they bring.</summary>
    public ColumnSet Columns { get; }

    /// <summary>Whether they bring the key.</summary>
    public bool HasKey { get; }

    /// <summary>Works it out; null if the images have to be taken in as values.</summary>
    public static EncodedRows? Of(TableMapping table, RowEncoding encoding, ImagePlan plan, ColumnSet columns)
    {
        if (plan.UnknownField is not null || encoding.HasUnavailable)
        {
            return null;
        }

        var fields = new FieldTransfer[plan.Columns.Length];
        var last = -1;
        for (var i = 0; i < fields.Length; i++)
        {
            var column = plan.Columns[i];
            fields[i] =
                column < 0
                    ? FieldTransfer.Nowhere
                    : FieldTransfer.Of(encoding.Fields[i], column, table.Columns[column], encoding.Shape.FormsOf(i));
            // Rows are written in the order of the table's columns; records nearly always have that order. Numbers
            // taken as text are counted where rows are written one by one.
            if (
                column >= 0
                && (
                    column <= last
                    || ValueCoercion.TakesNumberAsText(encoding.Fields[i].Kind, table.Columns[column].Type)
                )
            )
            {
                return null;
            }

            last = column < 0 ? last : column;
        }

        return new EncodedRows(table, fields, columns);
    }

    /// <summary>Reads the key; false if it is NULL in part or does not fit.</summary>
    public bool TryReadKey(in RowImage image, out KeyValue key)
    {
        key = default;
        if (!HasKey)
        {
            return false;
        }

        if (_integerKey >= 0 && image.TryGetInteger(_integerKey, out var number))
        {
            var value = DataValue.Integer(number);
            key = KeyValue.Of(value);
            return Fits(value, _table.Columns[_table.Key[0]].Type);
        }

        var values = new DataValue[_table.Columns.Length];
        if (!TryRead(image, _keyFields, values))
        {
            return false;
        }

        key = KeyValue.Of(values, _table.Key);
        return !KeyValue.HasNull(values, _table.Key);
    }

    /// <summary>
    /// Reads the values of some columns, all exact, to their places; false if any value of the row does not fit its
    /// column.
    /// </summary>
    public bool TryReadExact(in RowImage image, bool[] wanted, DataValue[] values) =>
        TryWrite(image, new ExactValueSink(_table.Columns, wanted, values));

    /// <summary>Whether every value fits its column.</summary>
    public bool Fits(in RowImage image) => TryWrite(image, default(NoSink));

    /// <summary>Hands canonical values on, in the order of the columns; false if one does not fit its column.</summary>
    public bool TryWrite<TSink>(in RowImage image, TSink sink)
        where TSink : struct, ICanonicalSink
    {
        var reader = new CanonicalReader<TSink>(_fields, sink);
        image.WriteTo(ref reader);
        return !reader.HasFailed;
    }

    /// <summary>The values, at the places of the table's columns. Only for images whose values fit.</summary>
    /// <exception cref="BatchConflictException">One does not fit.</exception>
    public DataValue[] ToValues(in RowImage image)
    {
        var values = new DataValue[_table.Columns.Length];
        return TryRead(image, null, values) ? values : throw new BatchConflictException(_table.Name);
    }

    private bool TryRead(in RowImage image, bool[]? wanted, DataValue[] values)
    {
        var read = image.ToValues();
        for (var i = 0; i < _fields.Length; i++)
        {
            if (_fields[i].Kind == TransferKind.None || wanted?[i] == false)
            {
                continue;
            }

            try
            {
                values[_fields[i].Column] = _fields[i].Coerce(read[i]);
            }
            catch (InvalidValueException)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsInteger(ColumnType type) =>
        type.Kind is ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64;

    private static bool Fits(in DataValue number, ColumnType type) =>
        type.Kind switch
        {
            ColumnKind.Int16 => number.AsInt64() is >= short.MinValue and <= short.MaxValue,
            ColumnKind.Int32 => number.AsInt64() is >= int.MinValue and <= int.MaxValue,
            _ => true,
        };
}
