using System.Text.RegularExpressions;

namespace CdcReplicator.Model;

/// <summary>
/// Takes secrets out of what people configured, before a message quotes it: a mistyped address or connection string
/// holds the same password as a right one. Pure.
/// </summary>
internal static partial class Secrets
{
    private const string Hidden = "***";

    /// <summary>
    /// The text without logins of addresses, and without values of settings that are called passwords or the like.
    /// </summary>
    public static string Hide(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return NamedSecret().Replace(Word().Replace(text, word => HideLogin(word.Value)), "$1" + Hidden);
    }

    /// <summary>
    /// The value of a setting that names a file or a variable with a secret, as a message quotes it. One that looks
    /// like neither is not quoted: mostly it is the secret itself, in the wrong setting.
    /// </summary>
    public static string QuotePlace(string place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return Path.IsPathRooted(place) || VariableName().IsMatch(place) ? Printable.Quote(place) : "(not shown)";
    }

    [GeneratedRegex("^[A-Z][A-Z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex VariableName();

    // Up to the last @, because a password may hold one itself. Strangers choose the text, so the time must be
    // proportional to its length. One regular expression that matches everything would take longer.
    private static string HideLogin(string word)
    {
        var at = word.LastIndexOf('@');
        var before = word.AsSpan(0, Math.Max(at, 0));
        return before.Contains(':') || before.Contains("//", StringComparison.Ordinal) ? $"{Hidden}{word[at..]}" : word;
    }

    [GeneratedRegex("""[^\s'"]+""", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    // What follows such a word is bounded, for the same reason.
    [GeneratedRegex(
        """((?:password|passwd|pwd|passphrase|secret|api[-_ ]?key)[\w.]{0,40}["']?\s{0,8}[=:]\s*)(?:"[^"]*"?|'[^']*'?|[^;,\s"'}]+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex NamedSecret();
}
