using System.Numerics;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Writes canonical values as fields of binary COPY.</summary>
/// <param name="buffer">Where to.</param>
/// <param name="columns">The table's columns.</param>
internal readonly struct CopySink(CopyBuffer buffer, CopyColumns columns) : ICanonicalSink
{
    private const int NullLength = -1;

    // The server reads what it receives for json and jsonb; its grammar is the standard's, and it also refuses the
    // characters that jsonb cannot hold.
    public bool HasJsonChecked => true;

    public void Null(int column) => buffer.Int32(NullLength);

    public void Boolean(int column, bool value) => Value(column, DataValue.Boolean(value));

    public void Integer(int column, long value)
    {
        switch (columns.WidthOf(column))
        {
            case sizeof(short):
                buffer.Int32(sizeof(short));
                buffer.Int16((short)value);
                break;
            case sizeof(int):
                buffer.Int32(sizeof(int));
                buffer.Int32((int)value);
                break;
            case sizeof(long):
                buffer.Int32(sizeof(long));
                buffer.Int64(value);
                break;
            default:
                Value(column, DataValue.Integer(value));
                break;
        }
    }

    public void Float32(int column, float value) => Value(column, DataValue.Float32(value));

    public void Float64(int column, double value) => Value(column, DataValue.Float64(value));

    // Text is its own form, in binary as in text.
    public void Text(int column, scoped ReadOnlySpan<byte> utf8)
    {
        buffer.Int32(utf8.Length);
        buffer.Bytes(utf8);
    }

    public void Json(int column, scoped ReadOnlySpan<byte> utf8)
    {
        var prefix = PostgresBinary.TextPrefix(columns.TypeOf(column));
        buffer.Int32(prefix.Length + utf8.Length);
        buffer.Bytes(prefix);
        buffer.Bytes(utf8);
    }

    public void Bytes(int column, scoped ReadOnlySpan<byte> value)
    {
        buffer.Int32(value.Length);
        buffer.Bytes(value);
    }

    public void Uuid(int column, Guid value) => PostgresBinary.Uuid(buffer, value);

    public void Date(int column, long days)
    {
        buffer.Int32(sizeof(int));
        buffer.Int32(PostgresEpoch.ToOwnDays(days));
    }

    public void Micros(int column, long micros)
    {
        buffer.Int32(sizeof(long));
        buffer.Int64(columns.IsTimestamp(column) ? PostgresEpoch.ToOwnMicros(micros) : micros);
    }

    public void Decimal(int column, Int128 unscaled, int scale)
    {
        if (columns.IsBinary(column))
        {
            PostgresNumeric.Write(buffer, unscaled, scale);
        }
        else
        {
            Value(column, DataValue.Decimal(new BigDecimal((BigInteger)unscaled, scale)));
        }
    }

    public void Value(int column, in DataValue canonical) =>
        PostgresBinary.Write(buffer, canonical, columns.TypeOf(column));
}
