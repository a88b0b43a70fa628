using System.Globalization;
using System.Text;

namespace CdcReplicator.Debezium;

/// <summary>Undoes <c>field.name.adjustment.mode=avro_unicode</c>.</summary>
internal static class UnicodeNames
{
    private const int EscapeLength = 6;

    /// <summary>The source's name; every <c>_uXXXX</c> is one character.</summary>
    public static string Restore(string name)
    {
        var restored = new StringBuilder(name.Length);
        var at = 0;
        while (at < name.Length)
        {
            if (
                name.Length - at >= EscapeLength
                && name.AsSpan(at, 2) is "_u"
                && ushort.TryParse(
                    name.AsSpan(at + 2, 4),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var code
                )
            )
            {
                restored.Append((char)code);
                at += EscapeLength;
            }
            else
            {
                restored.Append(name[at++]);
            }
        }

        return restored.ToString();
    }
}
