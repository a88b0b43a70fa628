using CdcReplicator.Debezium;

namespace CdcReplicator.Cli;

/// <summary>A setting of the connector's that a source's section repeats.</summary>
/// <param name="Setting">The connector's name of it.</param>
/// <param name="Key">The section's.</param>
/// <param name="Default">What a connector takes where nothing is set; null where it has no such setting.</param>
/// <param name="Alone">A section with nothing but this value.</param>
internal sealed record SourceMode(
    string Setting,
    string Key,
    Func<ConnectorKind, string?> Default,
    Func<string, SourceOptions> Alone
)
{
    public static IReadOnlyList<SourceMode> All { get; } =
    [
        new(
            "decimal.handling.mode",
            nameof(SourceOptions.DecimalHandlingMode),
            _ => "precise",
            word => new SourceOptions { DecimalHandlingMode = word }
        ),
        new(
            "time.precision.mode",
            nameof(SourceOptions.TimePrecisionMode),
            kind => kind is ConnectorKind.MySql or ConnectorKind.MariaDb ? "adaptive_time_microseconds" : "adaptive",
            word => new SourceOptions { TimePrecisionMode = word }
        ),
        new(
            "interval.handling.mode",
            nameof(SourceOptions.IntervalHandlingMode),
            kind => kind is ConnectorKind.Postgres or ConnectorKind.Oracle ? "numeric" : null,
            word => new SourceOptions { IntervalHandlingMode = word }
        ),
        new(
            "binary.handling.mode",
            nameof(SourceOptions.BinaryHandlingMode),
            _ => "bytes",
            word => new SourceOptions { BinaryHandlingMode = word }
        ),
        new(
            "hstore.handling.mode",
            nameof(SourceOptions.HstoreHandlingMode),
            kind => kind is ConnectorKind.Postgres ? "json" : null,
            word => new SourceOptions { HstoreHandlingMode = word }
        ),
        new(
            "field.name.adjustment.mode",
            nameof(SourceOptions.FieldNameAdjustmentMode),
            _ => "none",
            word => new SourceOptions { FieldNameAdjustmentMode = word }
        ),
    ];

    /// <summary>The connector's value; null if it has no such setting.</summary>
    public string? Of(ConnectorSettings settings) => settings.Word(Setting) ?? Default(settings.Kind);

    /// <summary>Whether a section may say it.</summary>
    public bool Takes(string word) =>
        !SourceCatalog.Problems(new Dictionary<string, SourceOptions> { ["source"] = Alone(word) }).Any();
}
