using CdcReplicator.Model;

namespace CdcReplicator.UnitTests;

/// <summary>Keeps the values it is given, and the order of their fields.</summary>
internal readonly struct RecordingSink(int fields) : IRowSink
{
    public DataValue[] Values { get; } = new DataValue[fields];

    public List<int> Order { get; } = [];

    public void Null(int field) => Next(field).Null(field);

    public void Unavailable(int field) => Next(field).Unavailable(field);

    public void Boolean(int field, bool value) => Next(field).Boolean(field, value);

    public void Integer(int field, long value) => Next(field).Integer(field, value);

    public void Float32(int field, float value) => Next(field).Float32(field, value);

    public void Float64(int field, double value) => Next(field).Float64(field, value);

    public void Text(int field, scoped ReadOnlySpan<byte> utf8, DataKind kind) => Next(field).Text(field, utf8, kind);

    public void Bytes(int field, scoped ReadOnlySpan<byte> value) => Next(field).Bytes(field, value);

    public void Micros(int field, DataKind kind, long micros) => Next(field).Micros(field, kind, micros);

    public void Date(int field, long days) => Next(field).Date(field, days);

    public void Decimal(int field, scoped ReadOnlySpan<byte> unscaled, int scale) =>
        Next(field).Decimal(field, unscaled, scale);

    public void Uuid(int field, Guid value) => Next(field).Uuid(field, value);

    public void Value(int field, in DataValue value) => Next(field).Value(field, value);

    private ValueSink Next(int field)
    {
        Order.Add(field);
        return new ValueSink(Values);
    }
}
