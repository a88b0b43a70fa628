namespace CdcReplicator.Debezium;

/// <summary>What is set of one table of a source.</summary>
internal sealed class SourceTableOptions
{
    /// <summary>The table as the source calls it: <c>schema.table</c>, or <c>database.table</c> of MySQL.</summary>
    public string Source { get; init; } = "";

    /// <summary>The table as the nodes call it, <c>schema.table</c>. Default: as the source does.</summary>
    public string? Name { get; init; }

    /// <summary>Columns that are called otherwise here: the source's name, then the nodes'.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>Columns of the source that the nodes do not have.</summary>
    public IReadOnlyList<string> LeaveOut { get; init; } = [];

    /// <summary>
    /// Columns whose numbers 0 and 1 mean false and true (<c>tinyint(1)</c> of MySQL), as the source calls them.
    /// </summary>
    public IReadOnlyList<string> Booleans { get; init; } = [];

    /// <summary>
    /// Digits after the second of the source's times and timestamps where they are not those of the nodes' column:
    /// column, then 0 to 6. In <c>adaptive</c> they tell the unit.
    /// </summary>
    public IReadOnlyDictionary<string, int> Precisions { get; init; } = new Dictionary<string, int>();

    /// <summary>
    /// Digits after the point of the source's decimals where they are not those of the nodes' column: column, then
    /// scale. JSON without schema does not tell them in <c>precise</c>.
    /// </summary>
    public IReadOnlyDictionary<string, int> Scales { get; init; } = new Dictionary<string, int>();

    /// <summary>
    /// The columns by which the source identifies a row where the record's key does not: those of the index of
    /// <c>REPLICA IDENTITY USING INDEX</c>, or those of the primary key beside <c>message.key.columns</c>; or the one
    /// word <c>full</c> for <c>REPLICA IDENTITY FULL</c>. Needed where a before-image may be filler.
    /// </summary>
    public IReadOnlyList<string> Identity { get; init; } = [];
}
