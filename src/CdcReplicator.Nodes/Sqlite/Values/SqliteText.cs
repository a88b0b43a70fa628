using System.Globalization;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// The one text by which SQLite nodes hold a value of a type SQLite has no storage for. See <c>docs/node-types.md</c>.
/// </summary>
internal static class SqliteText
{
    private const string BitPrefix = "B'";
    private const char Quote = '\'';

    public static string Format(in DataValue value, ColumnType type) =>
        value.Kind switch
        {
            DataKind.Text or DataKind.Json or DataKind.Xml or DataKind.Enum => value.AsText(),
            DataKind.Decimal => value.AsDecimal().ToString(),
            DataKind.Bytes => Convert.ToHexStringLower(value.AsBytes()),
            DataKind.Uuid => value.AsUuid().ToString("D"),
            DataKind.Date => Infinity(value) ?? TemporalText.FormatDate(value.AsInt64(), postgres: false),
            DataKind.Time => TemporalText.FormatTime(value.AsInt64(), Places(type)),
            DataKind.TimeTz => TemporalText.FormatTime(value.AsInt64(), Places(type)) + "Z",
            DataKind.Timestamp => Infinity(value) ?? Timestamp(value, type, ""),
            DataKind.TimestampTz => Infinity(value) ?? Timestamp(value, type, "Z"),
            DataKind.Interval => IntervalText.Format(value.AsInterval()),
            DataKind.Bits => BitPrefix + value.AsBits().Digits + Quote,
            DataKind.Map => HstoreText.FormatJson(value.AsMap()),
            DataKind.Point => PointText.Format(value.AsPoint()),
            DataKind.Float32 => value.AsFloat32().ToString("R", CultureInfo.InvariantCulture),
            DataKind.Float64 => value.AsFloat64().ToString("R", CultureInfo.InvariantCulture),
            _ => throw new ArgumentException($"A value of kind {value.Kind} has no text form.", nameof(value)),
        };

    /// <exception cref="InvalidValueException">The text is none of the type.</exception>
    public static DataValue Parse(string text, ColumnType type) =>
        type.Kind switch
        {
            ColumnKind.Text or ColumnKind.TextForm => DataValue.Text(text),
            ColumnKind.Char => DataValue.Text(text.TrimEnd(' ')),
            ColumnKind.Json => DataValue.Text(text, DataKind.Json),
            ColumnKind.Xml => DataValue.Text(text, DataKind.Xml),
            ColumnKind.Enum => DataValue.Text(text, DataKind.Enum),
            ColumnKind.Bytes => ValueCoercion.Coerce(DataValue.Text(text), type, SqliteForms.Stored),
            ColumnKind.Bits when text.StartsWith(BitPrefix, StringComparison.Ordinal) && text.EndsWith(Quote) =>
                ValueCoercion.Coerce(DataValue.Text(text[BitPrefix.Length..^1]), type),
            _ => ValueCoercion.Coerce(DataValue.Text(text), type, SqliteForms.Stored),
        };

    private static string? Infinity(in DataValue value) =>
        value.AsInt64() switch
        {
            DataValue.PositiveInfinity => "infinity",
            DataValue.NegativeInfinity => "-infinity",
            _ => null,
        };

    private static int Places(ColumnType type) => type.Precision ?? TemporalText.DefaultPrecision;

    private static string Timestamp(in DataValue value, ColumnType type, string zone) =>
        TemporalText.FormatTimestamp(value.AsInt64(), Places(type), zone, postgres: false);
}
