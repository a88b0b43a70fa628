using CdcReplicator.Debezium;

namespace CdcReplicator.EndToEndTests;

/// <summary>The combinations of modes that the real connector runs in; every mode at least once.</summary>
internal static class ConnectorCombinations
{
    private const int Loses = 6;

    private static readonly string[] UnknownColumns = ["shop.shapes.seen", "shop.shapes.query", "shop.shapes.gaps"];

    private static readonly Dictionary<string, string> Long = new()
    {
        ["decimal"] = "decimal.handling.mode",
        ["time"] = "time.precision.mode",
        ["binary"] = "binary.handling.mode",
        ["hstore"] = "hstore.handling.mode",
        ["interval"] = "interval.handling.mode",
        ["names"] = "field.name.adjustment.mode",
        ["placeholder"] = "unavailable.value.placeholder",
        ["unknown"] = "include.unknown.datatypes",
        ["keys"] = "message.key.columns",
        ["tombstones"] = "tombstones.on.delete",
        ["transactions"] = "provide.transaction.metadata",
    };

    public static IReadOnlyList<ConnectorCombination> All { get; } =
    [
        Plain("c_defaults", "") with
        {
            OnPostgres = true,
            RefusedBy = "DecimalHandlingMode",
        },
        Lossy("c_base64", "decimal=string time=adaptive_time_microseconds binary=base64 hstore=map", "blobs"),
        Plain("c_hex", "decimal=string time=microseconds binary=hex placeholder=__gone") with
        {
            OnPostgres = true,
            RefusedBy = "TimePrecisionMode",
        },
        Lossy("c_nanos", "decimal=string time=nanoseconds binary=base64-url-safe", "stamps", "blobs") with
        {
            OnPostgres = true,
        },
        Lossy("c_millis", "time=connect binary=hex hstore=map interval=numeric", "micros", "spans") with
        {
            Tables = ["hours"],
        },
        Plain("c_iso", "decimal=string time=isostring binary=hex") with
        {
            OnPostgres = true,
            RefusedBy = "BinaryHandlingMode",
        },
        Plain("c_unicode", "time=microseconds names=avro_unicode placeholder=hex:5F5F676F6E65"),
        Plain("c_avro", "time=adaptive_time_microseconds names=avro"),
        Plain("c_keys", "binary=hex keys=shop.keyed:code tombstones=false") with
        {
            OnPostgres = true,
            RefusedBy = "Tables[shop.keyed]:Identity",
            AddedTables = [new SourceTableOptions { Source = "shop.keyed", Identity = ["id"] }],
        },
        Plain("c_unknown", "time=isostring binary=hex unknown=true") with
        {
            Tables = ["shapes"],
            UnknownDatatypeColumns = UnknownColumns,
        },
        Lossy("c_rows", "time=microseconds binary=hex transactions=false", "lines"),
        Plain("c_bulk", "time=microseconds binary=hex") with
        {
            Tables = ["bulk"],
            OnPostgres = true,
        },
        Typed(Plain("s_defaults", "")) with
        {
            OnPostgres = true,
        },
        Typed(Lossy("s_nanos", "decimal=string time=nanoseconds binary=hex names=avro placeholder=__gone", "stamps")),
        Typed(
            Lossy("s_millis", "time=connect binary=base64 hstore=map interval=numeric", "micros", "spans", "blobs")
        ) with
        {
            Tables = ["hours"],
        },
        Typed(
            Lossy("s_unicode", "time=microseconds binary=base64-url-safe names=avro_unicode unknown=true", "blobs")
        ) with
        {
            Tables = ["shapes"],
            UnknownDatatypeColumns = UnknownColumns,
            OnPostgres = true,
        },
    ];

    /// <summary>Records without schema.</summary>
    private static ConnectorCombination Plain(string name, string modes)
    {
        var settings = new Dictionary<string, string> { ["interval.handling.mode"] = "string" };
        foreach (var mode in modes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = mode.Split('=', 2);
            settings[Long[parts[0]]] = parts[1];
        }

        return new ConnectorCombination(name, settings);
    }

    /// <summary>Modes that lose what is in some tables: these are not captured, and the check says so.</summary>
    private static ConnectorCombination Lossy(string name, string modes, params string[] notCaptured) =>
        Plain(name, modes) with
        {
            NotCaptured = notCaptured,
            CheckEndsWith = Loses,
        };

    /// <summary>The same with schema.</summary>
    private static ConnectorCombination Typed(ConnectorCombination combination) =>
        combination with
        {
            HasSchema = true,
        };
}
