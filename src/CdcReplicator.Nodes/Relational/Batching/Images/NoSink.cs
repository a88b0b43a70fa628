using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Takes values nowhere: for looking whether they fit.</summary>
internal readonly struct NoSink : ICanonicalSink
{
    public bool HasJsonChecked => false;

    public void Null(int column) { }

    public void Boolean(int column, bool value) { }

    public void Integer(int column, long value) { }

    public void Float32(int column, float value) { }

    public void Float64(int column, double value) { }

    public void Text(int column, scoped ReadOnlySpan<byte> utf8) { }

    public void Json(int column, scoped ReadOnlySpan<byte> utf8) { }

    public void Bytes(int column, scoped ReadOnlySpan<byte> value) { }

    public void Uuid(int column, Guid value) { }

    public void Date(int column, long days) { }

    public void Micros(int column, long micros) { }

    public void Decimal(int column, Int128 unscaled, int scale) { }

    public void Value(int column, in DataValue canonical) { }
}
