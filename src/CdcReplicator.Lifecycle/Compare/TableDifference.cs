using System.Globalization;
using System.Text.Json.Serialization;

namespace CdcReplicator.Lifecycle;

/// <summary>A table in which nodes differ.</summary>
/// <param name="Table"><c>schema.table</c>.</param>
/// <param name="Rows">How many rows each node has, exactly, at the comparison's sequence.</param>
/// <param name="DifferingKeys">How many keys differ; at least so many if not <paramref name="Complete"/>.</param>
/// <param name="Complete">Whether all that differ were found.</param>
/// <param name="Keys">The first of them, at most <see cref="KeysListed"/>.</param>
internal sealed record TableDifference(
    string Table,
    IReadOnlyDictionary<string, long> Rows,
    long DifferingKeys,
    bool Complete,
    IReadOnlyList<KeyDifference> Keys
)
{
    /// <summary>Most keys listed for machines.</summary>
    public const int KeysListed = 1000;

    private const int KeysShown = 20;

    /// <summary>The difference found in a table, or null if there is none.</summary>
    public static TableDifference? Of(TableSearch search) =>
        search.HasDiffered
            ? new TableDifference(
                search.Plan.Table,
                search.Rows,
                search.Keys.Count,
                search.IsComplete,
                [.. search.Keys.OrderBy(key => key.Key, StringComparer.Ordinal).Take(KeysListed)]
            )
            : null;

    /// <summary>For people.</summary>
    [JsonIgnore]
    public string Text
    {
        get
        {
            var shown = string.Join(", ", Keys.Take(KeysShown));
            var more = DifferingKeys > KeysShown ? $" and {Number(DifferingKeys - KeysShown)} more" : "";
            var keys =
                $"{(Complete ? "" : "at least ")}{Number(DifferingKeys)} {(DifferingKeys == 1 ? "key" : "keys")}";
            var rows = string.Join(", ", Rows.Select(node => $"{node.Key} {Number(node.Value)}"));
            var what =
                DifferingKeys > 0 ? $"{shown}{more}"
                : Complete ? "differed, and no longer does: it changed meanwhile; run verify again"
                : "differs";
            return $"{Table}: {what} ({keys}; rows: {rows}).";
        }
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
