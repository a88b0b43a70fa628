namespace CdcReplicator.EndToEndTests;

/// <summary>A table's rows as comparable text, each with its first column as it reads.</summary>
internal sealed record TableContents(
    string Table,
    IReadOnlyList<string> Columns,
    IReadOnlyList<(string Row, string?[] Cells)> Rows
)
{
    private const int Shown = 100;

    /// <summary>
    /// What differs from the expected contents, as sets with repetitions; exempt rows and cells are left out.
    /// </summary>
    public IEnumerable<string> DifferencesFrom(TableContents expected, IReadOnlyList<Exemption> exemptions)
    {
        foreach (var column in expected.Columns.Except(Columns))
        {
            yield return $"{Table} has no column {column}";
        }

        var missing = new Dictionary<string, (int Count, string Row, string?[] Cells)>(StringComparer.Ordinal);
        foreach (var (row, cells) in expected.Masked(exemptions))
        {
            var whole = Whole(cells);
            missing[whole] = (missing.GetValueOrDefault(whole).Count + 1, row, cells);
        }

        var surplus = new List<(string Row, string?[] Cells)>();
        foreach (var (row, cells) in Masked(exemptions))
        {
            var whole = Whole(cells);
            if (missing.TryGetValue(whole, out var entry) && entry.Count > 0)
            {
                missing[whole] = entry with { Count = entry.Count - 1 };
            }
            else
            {
                surplus.Add((row, cells));
            }
        }

        foreach (var (count, row, cells) in missing.Values.Where(entry => entry.Count > 0))
        {
            var other = surplus.FirstOrDefault(candidate => candidate.Row == row);
            yield return other.Cells is null
                ? $"{Table}: {count} missing: {Short(Whole(cells))}"
                : $"{Table} row {row}: {string.Join("; ", CellDifferences(cells, other.Cells))}";
            surplus.Remove(other);
        }

        foreach (var (_, cells) in surplus)
        {
            yield return $"{Table}: too many: {Short(Whole(cells))}";
        }
    }

    private IEnumerable<string> CellDifferences(string?[] expected, string?[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i] != actual[i])
            {
                yield return $"{Columns[i]} is {Short(actual[i])} and should be {Short(expected[i])}";
            }
        }
    }

    private IEnumerable<(string Row, string?[] Cells)> Masked(IReadOnlyList<Exemption> exemptions)
    {
        foreach (var (row, cells) in Rows)
        {
            if (!exemptions.Any(exemption => exemption.Covers(row, "*")))
            {
                yield return (
                    row,
                    [.. cells.Select((cell, i) => exemptions.Any(e => e.Covers(row, Columns[i])) ? "exempt" : cell)]
                );
            }
        }
    }

    private static string Whole(string?[] cells) => string.Join('\u241f', cells.Select(cell => cell ?? "\u2400"));

    private static string Short(string? text) =>
        text is null ? "NULL"
        : text.Length > Shown ? $"'{text[..Shown]}…' ({text.Length})"
        : $"'{text}'";
}
