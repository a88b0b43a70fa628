namespace CdcReplicator.Model;

/// <summary>
/// What the settings of a source say about its values, because its records do not. Shared by the fields of all its
/// rows; a field with a setting of its own has its own.
/// </summary>
internal sealed record ValueForms
{
    /// <summary>Nothing is set.</summary>
    public static ValueForms Untold { get; } = new();

    /// <summary>Exact decimals.</summary>
    public DecimalForm Decimals { get; init; }

    /// <summary>Dates and times.</summary>
    public TemporalForm Times { get; init; }

    /// <summary>Intervals.</summary>
    public IntervalForm Intervals { get; init; }

    /// <summary>Bytes that stand in text.</summary>
    public BinaryForm Binaries { get; init; }

    /// <summary>hstore.</summary>
    public HstoreForm Hstores { get; init; }

    /// <summary>
    /// Whether the field's values are the bytes of the database's text (<c>include.unknown.datatypes</c>).
    /// </summary>
    public bool IsEncodedText { get; init; }

    /// <summary>Whether the field's numbers 0 and 1 mean false and true.</summary>
    public bool IsBooleanNumber { get; init; }

    /// <summary>Digits after the second in the source's column; null if they are those of the node's column.</summary>
    public int? Precision { get; init; }

    /// <summary>Digits after the point in the source's column; null if they are those of the node's column.</summary>
    public int? Scale { get; init; }

    /// <summary>Whether the nodes do not have the field.</summary>
    public bool IsLeftOut { get; init; }
}
