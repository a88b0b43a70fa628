using System.Buffers.Binary;
using System.Text;

namespace CdcReplicator.Nodes;

/// <summary>
/// Bytes of PostgreSQL's binary COPY format as they are made. Grows to the largest row and is reused.
/// </summary>
/// <param name="bytes">After how many bytes it is sent; it has room for a row of a good size on top.</param>
internal sealed class CopyBuffer(int bytes)
{
    private const int RoomForLastRow = 8 << 10;

    private byte[] _bytes = new byte[bytes + RoomForLastRow];

    /// <summary>Bytes it can hold without growing.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Starts anew.</summary>
    public void Clear() => Length = 0;

    public void Int16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), value);
    }

    public void Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);
    }

    public void Byte(byte value) => Take(1)[0] = value;

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    /// <summary>Text after its length in bytes, with bytes before it that count.</summary>
    public void Text(ReadOnlySpan<char> text, ReadOnlySpan<byte> prefix = default)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Int32(prefix.Length + length);
        Bytes(prefix);
        Encoding.UTF8.GetBytes(text, Take(length));
    }

    /// <summary>Room for the next bytes; the caller fills all of it.</summary>
    public Span<byte> Take(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        var room = _bytes.AsSpan(Length, count);
        Length += count;
        return room;
    }
}
