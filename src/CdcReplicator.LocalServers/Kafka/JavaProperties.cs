using System.Globalization;
using System.Text;

namespace CdcReplicator.LocalServers;

/// <summary>Java's <c>.properties</c> files.</summary>
internal static class JavaProperties
{
    /// <summary>Writes settings so that Java reads these names and values.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, string>> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var text = new StringBuilder();
        foreach (var (name, value) in settings)
        {
            Append(text, name, isName: true);
            text.Append('=');
            Append(text, value, isName: false);
            text.Append('\n');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string part, bool isName)
    {
        for (var i = 0; i < part.Length; i++)
        {
            var c = part[i];
            if (c is < ' ' or > '~')
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            }
            else
            {
                // A blank or a separator would end the name; a blank before a value would be skipped.
                var isSpecial =
                    c == '\\' || (c == ' ' && (isName || i == 0)) || (isName && c is '=' or ':' or '#' or '!');
                text.Append(isSpecial ? "\\" : "").Append(c);
            }
        }
    }
}
