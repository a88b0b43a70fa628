namespace CdcReplicator.Debezium;

/// <summary>Finds what is wrong with the settings of a source.</summary>
internal static class SourceOptionsCheck
{
    /// <summary>What is wrong; empty if nothing.</summary>
    public static IEnumerable<string> Problems(string source, SourceOptions options) =>
        Words(source, options).Concat(Tables(source, options));

    private static IEnumerable<string> Words(string source, SourceOptions options)
    {
        IEnumerable<string?> problems =
        [
            Word(source, nameof(options.DecimalHandlingMode), options.DecimalHandlingMode, SourceWords.Decimals.Keys),
            Word(source, nameof(options.TimePrecisionMode), options.TimePrecisionMode, SourceWords.Times.Keys),
            Word(
                source,
                nameof(options.IntervalHandlingMode),
                options.IntervalHandlingMode,
                SourceWords.Intervals.Keys
            ),
            Word(source, nameof(options.BinaryHandlingMode), options.BinaryHandlingMode, SourceWords.Binaries.Keys),
            Word(source, nameof(options.HstoreHandlingMode), options.HstoreHandlingMode, SourceWords.Hstores.Keys),
            Word(
                source,
                nameof(options.FieldNameAdjustmentMode),
                options.FieldNameAdjustmentMode,
                SourceWords.Names.Keys
            ),
            Word(source, nameof(options.NullCharacters), options.NullCharacters, SourceWords.NullCharacters.Keys),
            Word(source, nameof(options.Redeliveries), options.Redeliveries, SourceWords.Redeliveries.Keys),
            Word(source, nameof(options.Snapshots), options.Snapshots, SourceWords.Snapshots.Keys),
            options.UnavailableValuePlaceholder is { } placeholder
            && (placeholder.Length == 0 || !UnavailablePlaceholder.TryRead(placeholder, out _))
                ? $"Sources:{source}:{nameof(options.UnavailableValuePlaceholder)} '{placeholder}' is empty, or not "
                    + "hexadecimal after 'hex:'."
                : null,
        ];
        return problems.OfType<string>();
    }

    private static string? Word(string source, string setting, string? word, IEnumerable<string> words) =>
        word is null || words.Contains(word)
            ? null
            : $"Sources:{source}:{setting} is '{word}'; it is one of {string.Join(", ", words)}.";

    private static IEnumerable<string> Tables(string source, SourceOptions options)
    {
        var seen = new HashSet<TableName>();
        foreach (var table in options.Tables)
        {
            var place = $"Sources:{source}:Tables";
            if (!TryParse(table.Source, out var name))
            {
                yield return $"{place} has a table whose Source is '{table.Source}'; write schema.table.";
            }
            else if (!seen.Add(name))
            {
                yield return $"{place} has {name} twice; write all that is set of it in one place.";
            }

            if (table.Name is { } own && !TryParse(own, out _))
            {
                yield return $"{place}[{table.Source}]:Name is '{own}'; write schema.table.";
            }

            var twice = table
                .Columns.Values.GroupBy(column => column, StringComparer.Ordinal)
                .FirstOrDefault(g => g.Skip(1).Any());
            if (twice is not null)
            {
                yield return $"{place}[{table.Source}]:Columns calls two columns '{twice.Key}'.";
            }

            if (table.LeaveOut.FirstOrDefault(table.Columns.ContainsKey) is { } both)
            {
                yield return $"{place}[{table.Source}] renames and leaves out '{both}'; do one of them.";
            }
        }
    }

    private static bool TryParse(string text, out TableName name)
    {
        name = text.Length == 0 ? default : TableName.Parse(text);
        return text.Length > 0;
    }
}
