using System.Text.RegularExpressions;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// What a node deliberately has not got: <c>schema.*</c>, <c>schema.table</c> or <c>schema.table.column</c>, where <c>*</c> stands for any text.
/// </summary>
public sealed class IgnoreList
{
    private readonly List<Regex> _tables = [];
    private readonly List<Regex> _columns = [];

    /// <summary>A list of patterns.</summary>
    public IgnoreList(IEnumerable<string> patterns)
    {
        Patterns = [.. patterns];
        foreach (var pattern in Patterns)
        {
            var parts = pattern.Split('.');
            var regex = new Regex(
                $"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}$",
                RegexOptions.CultureInvariant | RegexOptions.Singleline
            );
            (parts.Length > 2 ? _columns : _tables).Add(regex);
        }
    }

    /// <summary>The patterns.</summary>
    public IReadOnlyList<string> Patterns { get; }

    /// <summary>What is wrong with a pattern, or null.</summary>
    public static string? Validate(string? pattern) =>
        pattern is null || pattern.Split('.') is not { Length: 2 or 3 } parts || parts.Any(part => part.Length == 0)
            ? $"Ignore pattern '{pattern}' is neither schema.table nor schema.table.column."
            : null;

    /// <summary>Whether the node has not got this table.</summary>
    public bool HasTable(TableName table) => Matches(_tables, table.ToString());

    /// <summary>Whether the node has not got this column.</summary>
    public bool HasColumn(TableName table, string column) =>
        _columns.Count > 0 && Matches(_columns, $"{table}.{column}");

    private static bool Matches(List<Regex> patterns, string name)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.IsMatch(name))
            {
                return true;
            }
        }

        return false;
    }
}
