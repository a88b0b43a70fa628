using System.Globalization;
using System.Text;

namespace CdcReplicator.Nodes;

/// <summary>The text of a declared type, before its name means anything.</summary>
internal static class SqliteDeclaredType
{
    /// <summary>
    /// Splits <c>name words (first, second)</c>; the name comes back in upper case with single blanks.
    /// </summary>
    public static bool TrySplit(string declared, out string name, out int? first, out int? second)
    {
        (first, second) = (null, null);
        var open = declared.IndexOf('(', StringComparison.Ordinal);
        var words = new StringBuilder();
        foreach (
            var word in (open < 0 ? declared : declared[..open]).Split(
                default(char[]),
                StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            words.Append(words.Length > 0 ? " " : "").Append(word.ToUpperInvariant());
        }

        name = words.ToString();
        if (open < 0)
        {
            return name.Length > 0;
        }

        var close = declared.LastIndexOf(')');
        if (close < open || declared.AsSpan(close + 1).Trim().Length > 0)
        {
            return false;
        }

        var arguments = declared[(open + 1)..close].Split(',');
        first = Number(arguments[0]);
        second = arguments.Length == 2 ? Number(arguments[1]) : null;
        return arguments.Length <= 2 && first is not null && (arguments.Length == 1 || second is not null);
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
