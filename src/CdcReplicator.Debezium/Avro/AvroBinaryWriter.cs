using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace CdcReplicator.Debezium;

/// <summary>
/// Writes Avro binary into a pooled buffer that grows. For one caller at a time; dispose to return the buffer.
/// </summary>
internal sealed class AvroBinaryWriter : IDisposable
{
    private const int InitialSize = 512;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _length;

    /// <summary>
    /// Starts a message in Confluent wire format: 0x00, the schema id big-endian, then the Avro binary.
    /// </summary>
    public void BeginMessage(int schemaId)
    {
        _length = 0;
        var prefix = Reserve(ConfluentPrefixSize);
        prefix[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(prefix[1..], schemaId);
    }

    /// <summary>What was written since <see cref="BeginMessage"/>.</summary>
    public byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    public void WriteBoolean(bool value) => Reserve(1)[0] = value ? (byte)1 : (byte)0;

    /// <summary>An int or a long: zig-zag, 7 bits a byte, least significant first.</summary>
    public void WriteLong(long value)
    {
        Ensure(MaxVarintSize);
        var rest = (ulong)((value << 1) ^ (value >> 63));
        while (rest > 0x7F)
        {
            _buffer[_length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        _buffer[_length++] = (byte)rest;
    }

    public void WriteFloat(float value) => BinaryPrimitives.WriteSingleLittleEndian(Reserve(sizeof(float)), value);

    public void WriteDouble(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Reserve(sizeof(double)), value);

    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        WriteLong(value.Length);
        value.CopyTo(Reserve(value.Length));
    }

    public void WriteString(string value)
    {
        var size = Encoding.UTF8.GetByteCount(value);
        WriteLong(size);
        Encoding.UTF8.GetBytes(value, Reserve(size));
    }

    /// <summary>Two's complement, big-endian, shortest form, as Avro's decimal.</summary>
    public void WriteBigInteger(BigInteger value)
    {
        var size = value.GetByteCount();
        WriteLong(size);
        value.TryWriteBytes(Reserve(size), out _, isUnsigned: false, isBigEndian: true);
    }

    /// <summary>Branch 0 of <c>["null", T]</c>.</summary>
    public void WriteNull() => WriteLong(0);

    /// <summary>Announces a value of <c>["null", T]</c>.</summary>
    public void WritePresent() => WriteLong(1);

    public void WriteOptionalLong(long? value)
    {
        if (value is null)
        {
            WriteNull();
            return;
        }

        WritePresent();
        WriteLong(value.Value);
    }

    public void WriteOptionalString(string? value)
    {
        if (value is null)
        {
            WriteNull();
            return;
        }

        WritePresent();
        WriteString(value);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private const int ConfluentPrefixSize = 5;
    private const int MaxVarintSize = 10;

    private Span<byte> Reserve(int size)
    {
        Ensure(size);
        var place = _buffer.AsSpan(_length, size);
        _length += size;
        return place;
    }

    private void Ensure(int size)
    {
        if (_buffer.Length - _length >= size)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + size));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
