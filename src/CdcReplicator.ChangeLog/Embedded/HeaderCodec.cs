using System.Buffers.Binary;
using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Headers as bytes: per header, length and UTF-8 of the name, length and bytes of the value (-1 = null); lengths are
/// 32-bit little-endian.
/// </summary>
internal static class HeaderCodec
{
    /// <summary>Null if there are no headers.</summary>
    public static byte[]? Encode(IReadOnlyList<RecordHeader> headers)
    {
        if (headers.Count == 0)
        {
            return null;
        }

        var bytes = new byte[Size(headers)];
        var rest = bytes.AsSpan();
        for (var i = 0; i < headers.Count; i++)
        {
            var nameLength = Encoding.UTF8.GetBytes(headers[i].Name, rest[4..]);
            BinaryPrimitives.WriteInt32LittleEndian(rest, nameLength);
            rest = rest[(4 + nameLength)..];
            var value = headers[i].Value;
            BinaryPrimitives.WriteInt32LittleEndian(rest, value?.Length ?? -1);
            value.CopyTo(rest[4..]);
            rest = rest[(4 + (value?.Length ?? 0))..];
        }

        return bytes;
    }

    public static RecordHeader[] Decode(ReadOnlySpan<byte> bytes)
    {
        var headers = new List<RecordHeader>();
        while (!bytes.IsEmpty)
        {
            var name = Encoding.UTF8.GetString(Take(ref bytes) ?? []);
            headers.Add(new RecordHeader(name, Take(ref bytes)));
        }

        return [.. headers];
    }

    public static int Size(IReadOnlyList<RecordHeader> headers)
    {
        var size = 0;
        for (var i = 0; i < headers.Count; i++)
        {
            size += 8 + Encoding.UTF8.GetByteCount(headers[i].Name) + (headers[i].Value?.Length ?? 0);
        }

        return size;
    }

    private static byte[]? Take(ref ReadOnlySpan<byte> bytes)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var part = length < 0 ? null : bytes.Slice(4, length).ToArray();
        bytes = bytes[(4 + Math.Max(length, 0))..];
        return part;
    }
}
