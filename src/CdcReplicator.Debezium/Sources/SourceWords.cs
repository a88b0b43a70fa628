using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>The connector's words for what its values look like.</summary>
internal static class SourceWords
{
    public static readonly IReadOnlyDictionary<string, DecimalForm> Decimals = new Dictionary<string, DecimalForm>
    {
        ["precise"] = DecimalForm.Precise,
        ["double"] = DecimalForm.Double,
        ["string"] = DecimalForm.Text,
    };

    public static readonly IReadOnlyDictionary<string, TemporalForm> Times = new Dictionary<string, TemporalForm>
    {
        ["adaptive"] = TemporalForm.Adaptive,
        ["adaptive_time_microseconds"] = TemporalForm.AdaptiveTimeMicros,
        ["microseconds"] = TemporalForm.Micros,
        ["nanoseconds"] = TemporalForm.Nanos,
        ["connect"] = TemporalForm.Millis,
        ["isostring"] = TemporalForm.Text,
    };

    public static readonly IReadOnlyDictionary<string, IntervalForm> Intervals = new Dictionary<string, IntervalForm>
    {
        ["numeric"] = IntervalForm.Numeric,
        ["string"] = IntervalForm.Text,
    };

    public static readonly IReadOnlyDictionary<string, BinaryForm> Binaries = new Dictionary<string, BinaryForm>
    {
        ["bytes"] = BinaryForm.Bytes,
        ["base64"] = BinaryForm.Base64,
        ["base64-url-safe"] = BinaryForm.Base64Url,
        ["hex"] = BinaryForm.Hex,
    };

    public static readonly IReadOnlyDictionary<string, HstoreForm> Hstores = new Dictionary<string, HstoreForm>
    {
        ["json"] = HstoreForm.Json,
        ["map"] = HstoreForm.Map,
    };

    public static readonly IReadOnlyDictionary<string, NameForm> Names = new Dictionary<string, NameForm>
    {
        ["none"] = NameForm.AsTheyAre,
        ["avro"] = NameForm.Avro,
        ["avro_unicode"] = NameForm.AvroUnicode,
    };

    public static readonly IReadOnlyDictionary<string, bool> NullCharacters = new Dictionary<string, bool>
    {
        ["refuse"] = false,
        ["strip"] = true,
    };

    public static readonly IReadOnlyDictionary<string, bool> Redeliveries = new Dictionary<string, bool>
    {
        ["refuse"] = false,
        ["apply-again"] = true,
    };

    public static readonly IReadOnlyDictionary<string, SnapshotScope> Snapshots = new Dictionary<string, SnapshotScope>
    {
        ["refuse"] = SnapshotScope.Unsaid,
        ["whole"] = SnapshotScope.Whole,
        ["by-table"] = SnapshotScope.ByTable,
    };

    /// <summary>The connector's name for a form of times.</summary>
    public static string Of(TemporalForm form) => Times.First(pair => pair.Value == form).Key;

    /// <summary>The connector's name for a form of bytes.</summary>
    public static string Of(BinaryForm form) => Binaries.First(pair => pair.Value == form).Key;
}
