using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>
/// A table of generated histories, and as much of its rules as the generator needs to hit and to miss them.
/// </summary>
internal sealed record HistoryTable(string Name, string[] Key, params HistoryColumn[] Columns)
{
    /// <summary>What must be unique: a text made of the row, or null where the row does not take part.</summary>
    public Func<Row, string?>[] Uniques { get; init; } = [];

    public Func<Row, bool> Check { get; init; } = _ => true;

    public HistoryForeignKey[] ForeignKeys { get; init; } = [];

    /// <summary>Whether its key compares text without case.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>Whether changes of it are written by others only (a trigger's target).</summary>
    public bool IsWrittenByTrigger { get; init; }

    public TableName TableName => TableName.Parse(Name);

    public bool HasKey => Key.Length > 0;

    public IEnumerable<HistoryColumn> Written => Columns.Where(column => !column.Generated);

    public HistoryColumn Column(string name) => Columns.First(column => column.Name == name);

    /// <summary>The row's key as a text that is equal where the database's key is.</summary>
    public string KeyOf(Row row)
    {
        var key = string.Join('|', Key.Select(column => Canonical(row[column])));
        return IgnoresCase ? key.ToUpperInvariant() : key;
    }

    private static string Canonical(DataValue value) =>
        value.Kind == DataKind.Decimal ? value.AsDecimal().Normalize().ToString() : value.ToString();
}
