using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CdcReplicator.Model;

/// <summary>
/// A 128-bit digest of one log record: offset, append time, key, value, headers. A node keeps that of the last
/// record it applied, so that a recreated or rewritten log is noticed before one wrong record is applied (G8).
/// </summary>
internal readonly record struct RecordFingerprint(UInt128 Value)
{
    /// <summary>Digests a record (SHA-256, first 16 bytes; every part is length-prefixed).</summary>
    public static RecordFingerprint Of(LogRecord record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AppendNumber(hash, record.Offset);
        AppendNumber(hash, record.AppendTime);
        AppendBytes(hash, record.Key);
        AppendBytes(hash, record.Value);
        foreach (var header in record.Headers)
        {
            AppendBytes(hash, Encoding.UTF8.GetBytes(header.Name));
            AppendBytes(hash, header.Value);
        }

        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        return new RecordFingerprint(BinaryPrimitives.ReadUInt128BigEndian(digest));
    }

    /// <summary>Reads the text form written by <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">The text is not 32 hexadecimal digits.</exception>
    public static RecordFingerprint Parse(string text) =>
        new(
            UInt128.Parse(
                text,
                System.Globalization.NumberStyles.HexNumber,
                System.Globalization.CultureInfo.InvariantCulture
            )
        );

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    private static void AppendNumber(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void AppendBytes(IncrementalHash hash, RecordBytes bytes)
    {
        AppendNumber(hash, bytes.IsNone ? -1 : bytes.Length);
        hash.AppendData(bytes.Span);
    }
}
