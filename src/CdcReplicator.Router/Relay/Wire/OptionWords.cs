using System.Text;

namespace CdcReplicator.Router;

/// <summary>
/// The words of the <c>options</c> parameter: split at white space, a backslash takes the next character as it is;
/// PostgreSQL's <c>pg_split_opts</c>.
/// </summary>
internal static class OptionWords
{
    /// <summary>The words, unescaped.</summary>
    public static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isInWord = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsSpace(text[i]))
            {
                End();
                continue;
            }

            isInWord = true;
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
            }

            word.Append(text[i]);
        }

        End();
        return words;

        void End()
        {
            if (isInWord)
            {
                words.Add(word.ToString());
                word.Clear();
                isInWord = false;
            }
        }
    }

    /// <summary>The text that <see cref="Split"/> reads as these words.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Escape));

    private static string Escape(string word)
    {
        var escaped = new StringBuilder(word.Length);
        foreach (var character in word)
        {
            if (character == '\\' || IsSpace(character))
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
        }

        return escaped.ToString();
    }

    // isspace() of the C locale.
    private static bool IsSpace(char character) => character is ' ' or (>= '\t' and <= '\r');
}
