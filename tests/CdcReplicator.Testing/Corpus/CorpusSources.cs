using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Testing;

/// <summary>The settings of the connectors that were recorded, as an operator would write them.</summary>
internal static class CorpusSources
{
    private static readonly SourceTableOptions[] Tables =
    [
        new() { Source = "inventory.vouchers", Identity = ["code"] },
        new() { Source = "load.vouchers", Identity = ["code"] },
    ];

    /// <summary>Columns that <c>modes-double</c> has only because of <c>include.unknown.datatypes</c>.</summary>
    private static readonly string[] UnknownColumns =
    [
        "inventory.types_geo.c_box",
        "inventory.types_geo.c_circle",
        "inventory.types_geo.c_line",
        "inventory.types_geo.c_lseg",
        "inventory.types_geo.c_path",
        "inventory.types_geo.c_polygon",
        "inventory.types_text.c_multi",
        "inventory.types_text.c_tsquery",
    ];

    /// <summary>All of them, by source.</summary>
    public static SourceCatalog Catalog { get; } =
        new(
            new Dictionary<string, SourceOptions>
            {
                ["erp"] = Defaults(),
                ["erp_lr"] = Defaults(),
                ["stock"] = Defaults(),
                ["load"] = Defaults(),
                ["erp_str"] = new()
                {
                    DecimalHandlingMode = "string",
                    TimePrecisionMode = "isostring",
                    IntervalHandlingMode = "string",
                    HstoreHandlingMode = "map",
                    BinaryHandlingMode = "base64",
                    Tables = Tables,
                },
                ["erp_dbl"] = new()
                {
                    DecimalHandlingMode = "double",
                    TimePrecisionMode = "microseconds",
                    BinaryHandlingMode = "hex",
                    UnknownDatatypeColumns = UnknownColumns,
                    Tables = Tables,
                },
                ["erp_con"] = new()
                {
                    DecimalHandlingMode = "precise",
                    TimePrecisionMode = "connect",
                    BinaryHandlingMode = "base64-url-safe",
                    Tables = Tables,
                },
            }
        );

    /// <summary>
    /// What the settings of the recordings with the connector's defaults tell of values without schema.
    /// </summary>
    public static ValueForms DefaultForms { get; } =
        new()
        {
            Decimals = DecimalForm.Precise,
            Times = TemporalForm.Adaptive,
            Binaries = BinaryForm.Bytes,
        };

    private static SourceOptions Defaults() =>
        new()
        {
            DecimalHandlingMode = "precise",
            TimePrecisionMode = "adaptive",
            IntervalHandlingMode = "numeric",
            BinaryHandlingMode = "bytes",
            HstoreHandlingMode = "json",
            Tables = Tables,
        };
}
