using System.Globalization;
using System.Text;

namespace CdcReplicator.Cli;

/// <summary>The escapes of Java's <c>.properties</c> format: a backslash and what comes after it.</summary>
internal static class PropertiesEscapes
{
    /// <summary>The text that is meant.</summary>
    /// <exception cref="FormatException">A <c>\u</c> is not followed by four hexadecimal digits.</exception>
    public static string Resolve(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || ++i == text.Length)
            {
                plain.Append(i < text.Length ? text[i] : "");
            }
            else if (text[i] == 'u')
            {
                plain.Append(CodeUnit(text, i + 1));
                i += 4;
            }
            else
            {
                plain.Append(Escaped(text[i]));
            }
        }

        return plain.ToString();
    }

    private static char CodeUnit(string text, int start) =>
        start + 4 <= text.Length
        && ushort.TryParse(
            text.AsSpan(start, 4),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var unit
        )
            ? (char)unit
            : throw new FormatException("A \\u is not followed by four hexadecimal digits.");

    private static char Escaped(char c) =>
        c switch
        {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'f' => '\f',
            _ => c,
        };
}
