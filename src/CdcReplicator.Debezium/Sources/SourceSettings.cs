using System.Collections.Concurrent;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>The settings of one source, worked out. Safe for concurrent use.</summary>
internal sealed class SourceSettings
{
    private readonly ConcurrentDictionary<TableName, SourceTable> _tables = new();
    private readonly SourceOptions _options;
    private readonly ValueForms _forms;
    private readonly NameForm _names;

    /// <summary>Works out settings that <see cref="SourceOptionsCheck"/> has nothing against.</summary>
    public SourceSettings(SourceOptions options)
    {
        _options = options;
        _forms = new ValueForms
        {
            Decimals = Of(SourceWords.Decimals, options.DecimalHandlingMode),
            Times = Of(SourceWords.Times, options.TimePrecisionMode),
            Intervals = Of(SourceWords.Intervals, options.IntervalHandlingMode),
            Binaries = Of(SourceWords.Binaries, options.BinaryHandlingMode),
            Hstores = Of(SourceWords.Hstores, options.HstoreHandlingMode),
        };
        _names = Of(SourceWords.Names, options.FieldNameAdjustmentMode);
        StripsNullCharacters = Of(SourceWords.NullCharacters, options.NullCharacters);
        Snapshots = Of(SourceWords.Snapshots, options.Snapshots);
        AppliesAgain = Of(SourceWords.Redeliveries, options.Redeliveries);
    }

    /// <summary>The placeholder of its unchanged values, or null for the decoder's.</summary>
    public string? Placeholder => _options.UnavailableValuePlaceholder;

    /// <summary>How it writes bytes as text.</summary>
    public BinaryForm Binaries => _forms.Binaries;

    /// <summary>Whether U+0000 is taken out of its texts.</summary>
    public bool StripsNullCharacters { get; }

    /// <summary>Whether rows that cannot be distinguished from repetitions are applied.</summary>
    public bool AppliesAgain { get; }

    /// <summary>Which tables its snapshots are of.</summary>
    public SnapshotScope Snapshots { get; }

    /// <summary>What is set of a table, by the source's name of it.</summary>
    public SourceTable TableOf(TableName name) => _tables.GetOrAdd(name, Make);

    private SourceTable Make(TableName name)
    {
        var spelled = name.ToString();
        var table = _options.Tables.FirstOrDefault(table => TableName.Parse(table.Source) == name);
        var unknown = _options
            .UnknownDatatypeColumns.Where(column => column.StartsWith(spelled + ".", StringComparison.Ordinal))
            .Select(column => column[(spelled.Length + 1)..]);
        return new SourceTable(
            name,
            table ?? new SourceTableOptions(),
            _names,
            _forms,
            unknown.ToHashSet(StringComparer.Ordinal)
        );
    }

    private static T Of<T>(IReadOnlyDictionary<string, T> words, string? word)
        where T : struct => word is null ? default : words[word];
}
