using System.Text;
using System.Text.Unicode;

namespace CdcReplicator.Debezium;

/// <summary>UTF-8 that refuses what is not: text must not change on its way unnoticed.</summary>
internal static class StrictUtf8
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The text.</summary>
    /// <exception cref="DecoderFallbackException">The bytes are not UTF-8.</exception>
    public static string GetString(ReadOnlySpan<byte> utf8) => Strict.GetString(utf8);

    /// <summary>Refuses what <see cref="GetString"/> refuses, without making the text.</summary>
    /// <exception cref="DecoderFallbackException">The bytes are not UTF-8.</exception>
    public static void Check(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            // Names the first bad byte.
            Strict.GetCharCount(utf8);
        }
    }
}
