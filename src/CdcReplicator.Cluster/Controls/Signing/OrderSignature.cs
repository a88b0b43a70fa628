using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CdcReplicator.Cluster;

/// <summary>
/// How an order carries its signature, and what is signed. The signature is the last field of the content, so what is
/// signed are the bytes before it as they stand: nothing is written anew to be compared. Pure.
/// </summary>
internal static class OrderSignature
{
    /// <summary>The field that says where the log ended when the order was given.</summary>
    public const string End = "end";

    /// <summary>Content beyond this is no order that may be signed: 1 MiB, as a record of Kafka.</summary>
    public const int MaxContentBytes = 1 << 20;

    /// <summary>How a signature is written: both numbers, 32 bytes each.</summary>
    public const DSASignatureFormat Format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;

    /// <summary>Bytes of a signature.</summary>
    public const int SignatureBytes = 64;

    private const int TextBytes = 88;

    private static ReadOnlySpan<byte> Domain => "cdc-replicator order 1"u8;

    private static ReadOnlySpan<byte> Before => ",\"signature\":\""u8;

    private static ReadOnlySpan<byte> After => "\"}"u8;

    /// <summary>The content with the log's end in it; still without signature.</summary>
    public static byte[] WithEnd(ReadOnlySpan<byte> content, long end)
    {
        var field = string.Create(CultureInfo.InvariantCulture, $"\"{End}\":{end}}}");
        var open = content[..content.LastIndexOf((byte)'}')];
        return [.. open, .. open[^1] == '{' ? ""u8 : ","u8, .. Encoding.UTF8.GetBytes(field)];
    }

    /// <summary>The content with the signature in it.</summary>
    public static byte[] Join(ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature) =>
        [.. body[..^1], .. Before, .. Encoding.ASCII.GetBytes(Convert.ToBase64String(signature)), .. After];

    /// <summary>Takes the signature out of a content; false if none stands at its end.</summary>
    public static bool TrySplit(ReadOnlySpan<byte> content, out byte[] body, Span<byte> signature)
    {
        body = [];
        var at = content.Length - TextBytes - Before.Length - After.Length;
        if (
            at <= 0
            || !content[at..].StartsWith(Before)
            || !content.EndsWith(After)
            || Base64.DecodeFromUtf8(content.Slice(at + Before.Length, TextBytes), signature, out _, out var written)
                != System.Buffers.OperationStatus.Done
            || written != SignatureBytes
        )
        {
            return false;
        }

        body = [.. content[..at], (byte)'}'];
        return true;
    }

    /// <summary>What is signed. Each part has its length before it, so no two orders have the same bytes.</summary>
    public static byte[] Signed(LogId log, string prefix, ReadOnlySpan<byte> body)
    {
        var bytes = new List<byte>(body.Length + 128);
        Add(bytes, Domain);
        Add(bytes, Encoding.ASCII.GetBytes(log.ToString()));
        Add(bytes, Encoding.UTF8.GetBytes(prefix));
        Add(bytes, body);
        return [.. bytes];
    }

    private static void Add(List<byte> bytes, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        bytes.AddRange(length);
        bytes.AddRange(part);
    }
}
