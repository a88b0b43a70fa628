using CdcReplicator.Model;

namespace CdcReplicator.Benchmarks;

/// <summary>Adds up sizes: the cost of reading fields without that of a wire form.</summary>
internal struct SizeSink : IRowSink
{
    /// <summary>The sum.</summary>
    public long Size { get; private set; }

    public void Null(int field) => Size += 0;

    public void Unavailable(int field) => Size += 0;

    public void Boolean(int field, bool value) => Size += 1;

    public void Integer(int field, long value) => Size += sizeof(long);

    public void Float32(int field, float value) => Size += sizeof(float);

    public void Float64(int field, double value) => Size += sizeof(double);

    public void Text(int field, scoped ReadOnlySpan<byte> utf8, DataKind kind) => Size += utf8.Length;

    public void Bytes(int field, scoped ReadOnlySpan<byte> value) => Size += value.Length;

    public void Micros(int field, DataKind kind, long micros) => Size += sizeof(long);

    public void Date(int field, long days) => Size += sizeof(int);

    public void Decimal(int field, scoped ReadOnlySpan<byte> unscaled, int scale) => Size += unscaled.Length;

    public void Uuid(int field, Guid value) => Size += 16;

    public void Value(int field, in DataValue value) => Size += 16;
}
