using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Reads Avro's binary encoding from a span. Lengths are checked against what is there before anything is allocated.
/// </summary>
internal ref struct AvroReader(ReadOnlySpan<byte> data, UnavailablePlaceholder? placeholder)
{
    /// <summary>Of each byte of a number, the bit that says another follows.</summary>
    private const ulong More = 0x8080_8080_8080_8080;
    private const int BitsPerByte = 7;
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;
    private int _depth;
    private int _items;
    private long _structBytes;

    /// <summary>What stands for unchanged values; null if nothing does in this record.</summary>
    public UnavailablePlaceholder? Placeholder { get; set; } = placeholder;

    /// <summary>Bytes not read yet.</summary>
    public readonly int Remaining => _data.Length - _position;

    public bool ReadBoolean() =>
        Take(1)[0] switch
        {
            0 => false,
            1 => true,
            var other => throw new MalformedDataException($"a boolean is {other}"),
        };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadLong()
    {
        // Most numbers here are branches, lengths and small values: one byte.
        var data = _data;
        var position = _position;
        if ((uint)position < (uint)data.Length && data[position] is var b and < 0x80)
        {
            _position = position + 1;
            return (b >> 1) ^ -(b & 1);
        }

        return ReadLongerLong();
    }

    public int ReadInt()
    {
        var number = ReadLong();
        return number == (int)number
            ? (int)number
            : throw new MalformedDataException($"{number} is not a 32-bit integer");
    }

    // Java and .NET write NaN with different bits, and values compare by bits.
    public float ReadFloat()
    {
        var number = BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));
        return float.IsNaN(number) ? float.NaN : number;
    }

    public double ReadDouble()
    {
        var number = BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));
        return double.IsNaN(number) ? double.NaN : number;
    }

    /// <summary>Bytes or UTF-8 text with their length before them.</summary>
    public ReadOnlySpan<byte> ReadBytes() => Take(ReadLong());

    public ReadOnlySpan<byte> Take(long count)
    {
        if ((ulong)count > (ulong)Remaining)
        {
            ThrowEndsEarly(count);
        }

        var taken = _data.Slice(_position, (int)count);
        _position += (int)count;
        return taken;
    }

    /// <summary>The index of a union's branch.</summary>
    public int ReadBranch(int branches)
    {
        var index = ReadLong();
        return (ulong)index < (ulong)branches
            ? (int)index
            : throw new MalformedDataException($"branch {index} of a union of {branches}");
    }

    /// <summary>
    /// The number of items in the next block of an array or map, 0 at the end. Each counts, because one may take no
    /// byte (a null, a record without fields).
    /// </summary>
    public int ReadBlock()
    {
        var count = ReadLong();
        if (count < 0)
        {
            ReadLong();
            count = count == long.MinValue ? long.MaxValue : -count;
        }

        if (count > Remaining)
        {
            throw new MalformedDataException($"a block of {count} items in {Remaining} bytes");
        }

        Count((int)count);
        return (int)count;
    }

    /// <summary>Counts items, or fields of a struct in a value: they cost even where they take no byte.</summary>
    public void Count(int items)
    {
        _items += items;
        if (_items > RecordLimits.MaxItems)
        {
            throw new MalformedDataException($"it holds more than {RecordLimits.MaxItems} items");
        }
    }

    /// <summary>Counts text that was made of a struct.</summary>
    /// <param name="finished">Bytes of a struct that is whole.</param>
    /// <param name="soFar">Bytes of one that is not whole yet.</param>
    public void CountText(long finished, long soFar = 0)
    {
        _structBytes += finished;
        if (_structBytes + soFar > RecordLimits.MaxStructBytes)
        {
            throw new MalformedDataException(
                $"its structs become more than {RecordLimits.MaxStructBytes} bytes of text"
            );
        }
    }

    /// <summary>Goes one level down; bounded, because a schema may refer to itself.</summary>
    public void Enter()
    {
        if (++_depth > RecordLimits.MaxDepth)
        {
            throw new MalformedDataException($"the data is nested deeper than {RecordLimits.MaxDepth} levels");
        }
    }

    /// <summary>Comes back up.</summary>
    public void Leave() => _depth--;

    /// <summary>Checks that everything was read.</summary>
    public readonly void End()
    {
        if (Remaining > 0)
        {
            throw new MalformedDataException($"{Remaining} bytes follow the end of the record");
        }
    }

    private long ReadLongerLong()
    {
        // Times and positions take five to nine bytes: read eight at once, find the last, and pack the seven bits of
        // each.
        var data = _data[_position..];
        if (Bmi2.X64.IsSupported && data.Length > sizeof(ulong))
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(data);
            var length = (BitOperations.TrailingZeroCount(~word & More) >> 3) + 1;
            var packed = Bmi2.X64.ParallelBitExtract(word, ~More);
            if (length <= sizeof(ulong))
            {
                _position += length;
                return Unzigzag(Bmi2.X64.ZeroHighBits(packed, (ulong)(length * BitsPerByte)));
            }

            if (data[sizeof(ulong)] is var last and < 0x80)
            {
                _position += sizeof(ulong) + 1;
                return Unzigzag(packed | ((ulong)last << (sizeof(ulong) * BitsPerByte)));
            }
        }

        return ReadLongByByte();
    }

    private long ReadLongByByte()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = Take(1)[0];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return Unzigzag(value);
            }
        }

        throw new MalformedDataException("a number is longer than ten bytes");
    }

    private static long Unzigzag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    [DoesNotReturn]
    private readonly void ThrowEndsEarly(long count) =>
        throw new MalformedDataException($"the data ends early: {count} bytes expected, {Remaining} left");
}
