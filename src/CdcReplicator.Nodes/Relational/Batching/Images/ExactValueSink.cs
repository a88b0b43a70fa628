using System.Numerics;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Keeps the values of some columns, all of which are exact (<see cref="TableMapping.IsExact"/>), and looks at the
/// others only for whether they fit.
/// </summary>
/// <param name="columns">The table's columns.</param>
/// <param name="wanted">Whether a column's value is kept.</param>
/// <param name="values">Where to.</param>
internal readonly struct ExactValueSink(ColumnDefinition[] columns, bool[] wanted, DataValue[] values) : ICanonicalSink
{
    public bool HasJsonChecked => false;

    public void Null(int column) { }

    public void Boolean(int column, bool value) => Value(column, DataValue.Boolean(value));

    public void Integer(int column, long value) => Value(column, DataValue.Integer(value));

    public void Float32(int column, float value) { }

    public void Float64(int column, double value) { }

    public void Text(int column, scoped ReadOnlySpan<byte> utf8)
    {
        if (wanted[column])
        {
            values[column] = DataValue.Text(System.Text.Encoding.UTF8.GetString(utf8));
        }
    }

    public void Json(int column, scoped ReadOnlySpan<byte> utf8) { }

    public void Bytes(int column, scoped ReadOnlySpan<byte> value)
    {
        if (wanted[column])
        {
            values[column] = DataValue.Bytes(value.ToArray());
        }
    }

    public void Uuid(int column, Guid value)
    {
        if (wanted[column])
        {
            values[column] = DataValue.Uuid(value);
        }
    }

    public void Date(int column, long days) => Value(column, DataValue.Date(days));

    public void Micros(int column, long micros) =>
        Value(column, DataValue.Micros(KindOf(columns[column].Type.Kind), micros));

    public void Decimal(int column, Int128 unscaled, int scale)
    {
        if (wanted[column])
        {
            values[column] = DataValue.Decimal(new BigDecimal((BigInteger)unscaled, scale));
        }
    }

    public void Value(int column, in DataValue canonical)
    {
        if (wanted[column])
        {
            values[column] = canonical;
        }
    }

    private static DataKind KindOf(ColumnKind kind) =>
        kind switch
        {
            ColumnKind.Time => DataKind.Time,
            ColumnKind.Timestamp => DataKind.Timestamp,
            _ => DataKind.TimestampTz,
        };
}
