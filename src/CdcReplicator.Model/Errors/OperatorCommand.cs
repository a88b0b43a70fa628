using System.Globalization;
using System.Text.RegularExpressions;

namespace CdcReplicator.Model;

/// <summary>
/// Commands that get a halted or paused node going, ready to be pasted into a shell.
/// </summary>
internal static partial class OperatorCommand
{
    private const string Program = "cdc-replicator";
    private const string UnknownReason = "...";

    /// <summary>Nodes that are halted at a sequence go on without what stands there.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="reason">Why; null leaves it to the operator.</param>
    public static string Skip(long sequence, string? reason = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{Program} skip {sequence} {Why(reason)}");

    /// <summary>Nodes that are halted because of a source accept what it sends.</summary>
    /// <param name="source">The source's name.</param>
    public static string AcceptSource(string source) => $"{Program} accept-source {Quote(source)}";

    /// <summary>A paused node goes on.</summary>
    /// <param name="node">The node.</param>
    public static string Resume(string node) => $"{Program} resume {Quote(node)} {Why(null)}";

    /// <summary>A forgotten node may be a member again.</summary>
    /// <param name="node">The node.</param>
    public static string Readmit(string node) => $"{Program} forget {Quote(node)} --undo";

    /// <summary>A word as a shell takes it.</summary>
    /// <param name="word">The word.</param>
    public static string Quote(string word) => PlainWord().IsMatch(word) ? word : Always(word);

    private static string Why(string? reason) => $"--reason {Always(reason ?? UnknownReason)}";

    private static string Always(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[A-Za-z0-9_./:@][A-Za-z0-9_./:@-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainWord();
}
