using System.Buffers.Text;
using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Content of a logical message that stands in a record as text. It follows the connector's
/// <c>binary.handling.mode</c>, which the record does not name: what the source's settings say, else base64, the
/// connector's default (as our own messages in JSON).
/// </summary>
internal static class MessageContent
{
    /// <summary>The bytes, or those of the text itself if it is not of the form.</summary>
    public static byte[] OfText(byte[] utf8, BinaryForm form)
    {
        try
        {
            return form switch
            {
                BinaryForm.Hex => Convert.FromHexString(Encoding.UTF8.GetString(utf8)),
                BinaryForm.Base64Url => Base64Url.DecodeFromUtf8(utf8),
                _ => Convert.FromBase64String(Encoding.UTF8.GetString(utf8)),
            };
        }
        catch (FormatException)
        {
            return utf8;
        }
    }
}
