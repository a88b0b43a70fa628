using System.Buffers;
using System.Globalization;
using System.Text;

namespace CdcReplicator.Model;

/// <summary>
/// Texts from outside (records, members, clients) as one line that a terminal shows and does not obey: a character that
/// would move the cursor, change colours, begin a line or turn the direction of writing stands there as <c>\uXXXX</c>,
/// which inside JSON means the same. Pure.
/// </summary>
public static class Printable
{
    private static readonly SearchValues<char> Obeyed = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(code => (char)code),
        .. Enumerable.Range(0x7F, 0x21).Select(code => (char)code),
        '\u200E',
        '\u200F',
        '\u061C',
        .. Enumerable.Range(0x2028, 7).Select(code => (char)code),
        .. Enumerable.Range(0x2066, 4).Select(code => (char)code),
    ]);

    /// <summary>The text as one line; the same one if nothing in it is obeyed.</summary>
    public static string Line(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var first = text.AsSpan().IndexOfAny(Obeyed);
        if (first < 0)
        {
            return text;
        }

        var line = new StringBuilder(text, 0, first, text.Length + 16);
        foreach (var character in text.AsSpan(first))
        {
            if (Obeyed.Contains(character))
            {
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                line.Append(character);
            }
        }

        return line.ToString();
    }
}
