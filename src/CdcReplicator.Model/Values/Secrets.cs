using System.Text.RegularExpressions;

namespace CdcReplicator.Model;

/// <summary>
/// Takes secrets out of what people configured, before a message quotes it: a mistyped address or connection string
/// holds the same password as a right one. Pure.
/// </summary>
public static partial class Secrets
{
    private const string Hidden = "***";

    /// <summary>
    /// The text without logins of addresses, and without values of settings that are called passwords or the like.
    /// </summary>
    public static string Hide(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return NamedSecret().Replace(Login().Replace(text, Hidden + "@"), "$1" + Hidden);
    }

    // Greedy, because a password may hold an @ itself.
    [GeneratedRegex("""[^\s'"]*(?::|//)[^\s'"]*@""", RegexOptions.CultureInvariant)]
    private static partial Regex Login();

    [GeneratedRegex(
        """((?:password|passwd|pwd|passphrase|secret|api[-_ ]?key)[\w.]*["']?\s*[=:]\s*)(?:"[^"]*"?|'[^']*'?|[^;,\s"'}]+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex NamedSecret();
}
