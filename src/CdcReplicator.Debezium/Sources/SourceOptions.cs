namespace CdcReplicator.Debezium;

/// <summary>
/// What the records of one source do not tell (section <c>Sources:NAME</c>, NAME being the connector's
/// <c>topic.prefix</c>). Every setting takes the words of the connector's own. What is not set is not guessed: a record
/// that can be read in two ways is refused by the setting's name. All appliers of a cluster must have the same.
/// </summary>
internal sealed class SourceOptions
{
    /// <summary>
    /// <c>decimal.handling.mode</c>: <c>precise</c>, <c>double</c> or <c>string</c>. Decides in JSON without schema.
    /// </summary>
    public string? DecimalHandlingMode { get; init; }

    /// <summary>
    /// <c>time.precision.mode</c>: <c>adaptive</c>, <c>adaptive_time_microseconds</c>, <c>microseconds</c>,
    /// <c>nanoseconds</c>, <c>connect</c> or <c>isostring</c>. Decides in JSON without schema.
    /// </summary>
    public string? TimePrecisionMode { get; init; }

    /// <summary>
    /// <c>interval.handling.mode</c>: <c>numeric</c> or <c>string</c>. Decides in JSON without schema.
    /// </summary>
    public string? IntervalHandlingMode { get; init; }

    /// <summary>
    /// <c>binary.handling.mode</c>: <c>bytes</c>, <c>base64</c>, <c>base64-url-safe</c> or <c>hex</c>. Decides in every
    /// encoding, because no schema tells it.
    /// </summary>
    public string? BinaryHandlingMode { get; init; }

    /// <summary><c>hstore.handling.mode</c>: <c>json</c> or <c>map</c>. Decides in JSON without schema.</summary>
    public string? HstoreHandlingMode { get; init; }

    /// <summary>
    /// <c>field.name.adjustment.mode</c>: <c>none</c>, <c>avro</c> or <c>avro_unicode</c>. Decides in every encoding.
    /// </summary>
    public string? FieldNameAdjustmentMode { get; init; }

    /// <summary>
    /// <c>unavailable.value.placeholder</c>: text, or <c>hex:</c> and hexadecimal digits. Default: that of the decoder,
    /// <c>__debezium_unavailable_value</c>.
    /// </summary>
    public string? UnavailableValuePlaceholder { get; init; }

    /// <summary>
    /// <c>include.unknown.datatypes</c>: the columns (<c>schema.table.column</c>) that come only because of it. Their
    /// values are the bytes of the database's text.
    /// </summary>
    public IReadOnlyList<string> UnknownDatatypeColumns { get; init; } = [];

    /// <summary>
    /// What is done with the character U+0000 in text, which PostgreSQL cannot hold: <c>refuse</c> (default) or
    /// <c>strip</c>, which is counted.
    /// </summary>
    public string? NullCharacters { get; init; }

    /// <summary>
    /// What is done with a row that may be a repetition of an earlier one, because its connector sends neither
    /// transactions nor complete places: <c>refuse</c> (default), or <c>apply-again</c>, which is right where every
    /// table has a key.
    /// </summary>
    public string? Redeliveries { get; init; }

    /// <summary>
    /// What is done with a table of the source that has rows here, where a snapshot ends without a row of it:
    /// <c>refuse</c> (default: the node halts), <c>whole</c> (the snapshots are of all tables, so the table is empty in
    /// the source, and here from then on), or <c>by-table</c> (they are of some tables, on demand; the others stay).
    /// </summary>
    public string? Snapshots { get; init; }

    /// <summary>Tables that are called otherwise here, or whose rows need more said.</summary>
    public IReadOnlyList<SourceTableOptions> Tables { get; init; } = [];
}
