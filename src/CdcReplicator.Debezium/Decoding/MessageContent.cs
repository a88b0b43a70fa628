using System.Buffers;
using System.Buffers.Text;

namespace CdcReplicator.Debezium;

/// <summary>
/// Content of a logical message that stands in a record as text. It follows the connector's
/// <c>binary.handling.mode</c>, which the record does not name: base64 by default (as our own messages in JSON), else
/// hexadecimal or another base64, which stay as they are.
/// </summary>
internal static class MessageContent
{
    /// <summary>The bytes of base64, or of the text itself if it is not base64.</summary>
    public static byte[] OfText(ReadOnlySpan<byte> utf8)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(utf8.Length)];
        return Base64.DecodeFromUtf8(utf8, bytes, out _, out var written) == OperationStatus.Done
            ? bytes[..written]
            : utf8.ToArray();
    }
}
