using System.Buffers;
using System.Globalization;
using System.Text;

namespace CdcReplicator.Model;

/// <summary>
/// Texts from outside (records, members, clients) as one line that a terminal shows and does not obey: a character that
/// would move the cursor, change colours, begin a line or turn the direction of writing stands there as <c>\uXXXX</c>,
/// which inside JSON means the same. Pure.
/// </summary>
internal static class Printable
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

    /// <summary>How much of a text a message quotes, in characters.</summary>
    public const int QuotedLength = 80;

    /// <summary>
    /// A text as a message quotes it: in quotes, one line, no longer than <see cref="QuotedLength"/>. The whole length
    /// shows that something was cut off. Secrets go first (<see cref="Secrets.Hide"/>), because half of one that was
    /// cut through is no longer known as one.
    /// </summary>
    public static string Quote(string text)
    {
        var begin = Begin(text, QuotedLength);
        return begin.IsCut ? $"'{begin.Shown}\u2026' ({begin.Length} characters)" : $"'{begin.Shown}'";
    }

    /// <summary>
    /// The beginning of a text that somebody wrote for others to read, without secrets and as one line; says how long
    /// it is where it is cut.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="length">How many characters stay.</param>
    public static string Excerpt(string text, int length)
    {
        var begin = Begin(text, length);
        return begin.IsCut ? $"{begin.Shown}\u2026 ({begin.Length} characters)" : begin.Shown;
    }

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

    private static (string Shown, bool IsCut, string Length) Begin(string text, int length)
    {
        var line = Line(Secrets.Hide(text));
        if (line.Length <= length)
        {
            return (line, false, "");
        }

        // Two characters that are one letter stay together.
        var end = char.IsHighSurrogate(line[length - 1]) ? length - 1 : length;
        return (line[..end], true, text.Length.ToString(CultureInfo.InvariantCulture));
    }
}
