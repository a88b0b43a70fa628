using System.Text.RegularExpressions;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// What a node deliberately has not got: <c>schema.*</c>, <c>schema.table</c> or <c>schema.table.column</c>, where
/// <c>*</c> stands for any text. A part in quotes is taken as it is: <c>public."part.list".extra</c>. Without quotes, a
/// pattern of more than two parts is held against the plain text of names, whichever dots separate.
/// </summary>
internal sealed partial class IgnoreList
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.Singleline;

    // Between parts where quotes tell them apart; in no name.
    private const char Separator = '\0';

    private readonly List<Regex> _tables = [];
    private readonly List<Regex> _columns = [];

    /// <summary>A list of patterns.</summary>
    public IgnoreList(IEnumerable<string> patterns)
    {
        Patterns = [.. patterns];
        foreach (var pattern in Patterns)
        {
            var parts = PartsOf(pattern);
            var isQuoted = pattern.Contains('"', StringComparison.Ordinal);
            var regex = isQuoted
                ? new Regex($"^{string.Join(Separator, parts.Select(PartRegex))}$", Options)
                : new Regex($"^{AnyText(pattern, $"[^{Separator}]*")}$", Options);
            if (parts.Count == 2 || !isQuoted)
            {
                _tables.Add(regex);
            }

            if (parts.Count > 2)
            {
                _columns.Add(regex);
            }
        }
    }

    /// <summary>The patterns.</summary>
    public IReadOnlyList<string> Patterns { get; }

    /// <summary>Whether a text names one table, as messages write it.</summary>
    public static bool IsTable(string? text) =>
        text is not null
        && !text.Contains('*', StringComparison.Ordinal)
        && Validate(text) is null
        && PartsOf(text).Count == 2;

    /// <summary>What is wrong with a pattern, or null.</summary>
    public static string? Validate(string? pattern)
    {
        var isRight =
            pattern is not null
            && PartsOf(pattern) is { Count: >= 2 } parts
            && parts.All(IsWhole)
            && (!pattern.Contains('"', StringComparison.Ordinal) || parts.Count <= 3)
            && string.Join('.', parts) == pattern;
        return isRight
            ? null
            : $"Ignore pattern {Printable.Quote(pattern ?? "")} is neither schema.table nor "
                + "schema.table.column; put a part that has dots in quotes, as in public.\"part.list\".extra.";
    }

    /// <summary>Whether the node has not got this table.</summary>
    public bool HasTable(TableName table) =>
        _tables.Count > 0 && Matches(_tables, $"{table.Schema}.{table.Name}", $"{table.Schema}{Separator}{table.Name}");

    /// <summary>Whether the node has not got this column.</summary>
    public bool HasColumn(TableName table, string column) =>
        _columns.Count > 0
        && Matches(
            _columns,
            $"{table.Schema}.{table.Name}.{column}",
            $"{table.Schema}{Separator}{table.Name}{Separator}{column}"
        );

    private static bool Matches(List<Regex> patterns, string plain, string inParts)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.IsMatch(plain) || pattern.IsMatch(inParts))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWhole(string part) =>
        part.Contains('"', StringComparison.Ordinal)
            ? part.Length > 2 && part[0] == '"' && part[^1] == '"'
            : part.Length > 0;

    /// <summary>The parts as they stand there, with their quotes.</summary>
    private static List<string> PartsOf(string pattern) =>
        [.. PartPattern().Matches(pattern).Select(match => match.Groups[1].Value)];

    private static string PartRegex(string part) =>
        part.StartsWith('"')
            ? Regex.Escape(part[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal))
            : AnyText(part, $"[^{Separator}]*");

    private static string AnyText(string pattern, string any) =>
        Regex.Escape(pattern).Replace(@"\*", any, StringComparison.Ordinal);

    [GeneratedRegex("""(?:^|\.)("(?:[^"]|"")*"(?=\.|$)|[^.]*)""")]
    private static partial Regex PartPattern();
}
