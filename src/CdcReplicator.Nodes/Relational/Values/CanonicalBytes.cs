using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace CdcReplicator.Nodes;

/// <summary>The parts of which <see cref="CanonicalForm"/> makes its bytes; each begins with its family.</summary>
internal static class CanonicalBytes
{
    /// <summary>A map in the order of its keys.</summary>
    public static void Map(this ArrayBufferWriter<byte> form, IReadOnlyDictionary<string, string?> map)
    {
        var keys = map.Keys.ToArray();
        Array.Sort(keys, StringComparer.Ordinal);
        form.Number(CanonicalFamily.Map, keys.Length);
        foreach (var key in keys)
        {
            form.Text(CanonicalFamily.Text, key);
            if (map[key] is { } text)
            {
                form.Text(CanonicalFamily.Text, text);
            }
            else
            {
                form.Tag(CanonicalFamily.Null);
            }
        }
    }

    /// <summary>Singles and doubles alike as double. One zero, one NaN.</summary>
    public static void Floating(this ArrayBufferWriter<byte> form, double number)
    {
        var one =
            double.IsNaN(number) ? double.NaN
            : number == 0 ? 0.0
            : number;
        form.Number(CanonicalFamily.Floating, BitConverter.DoubleToInt64Bits(one));
    }

    /// <summary>Text, with its length.</summary>
    public static void Text(this ArrayBufferWriter<byte> form, CanonicalFamily family, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        form.Number(family, length);
        Encoding.UTF8.GetBytes(text, form.GetSpan(length));
        form.Advance(length);
    }

    /// <summary>Bytes, with their length.</summary>
    public static void Bytes(this ArrayBufferWriter<byte> form, CanonicalFamily family, ReadOnlySpan<byte> bytes)
    {
        form.Number(family, bytes.Length);
        form.Write(bytes);
    }

    /// <summary>A number of 64 bits.</summary>
    public static void Number(this ArrayBufferWriter<byte> form, CanonicalFamily family, long number)
    {
        form.Tag(family);
        BinaryPrimitives.WriteInt64BigEndian(form.GetSpan(sizeof(long)), number);
        form.Advance(sizeof(long));
    }

    /// <summary>The family alone.</summary>
    public static void Tag(this ArrayBufferWriter<byte> form, CanonicalFamily family)
    {
        form.GetSpan(1)[0] = (byte)family;
        form.Advance(1);
    }
}
