using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Tells whether a value may be what a connector writes into a column that is NOT NULL and whose value it does not
/// have: zero, the empty text, false, the epoch, the nil UUID. Pure.
/// </summary>
internal static class FillerValue
{
    private const string ZeroAsBytes = "AA==";

    /// <summary>Whether it may be one.</summary>
    public static bool Is(in DataValue value) =>
        value.Kind switch
        {
            DataKind.Boolean => !value.AsBoolean(),
            DataKind.Integer
            or DataKind.Date
            or DataKind.Time
            or DataKind.TimeTz
            or DataKind.Timestamp
            or DataKind.TimestampTz => value.AsInt64() == 0,
            DataKind.Float32 => value.AsFloat32() == 0,
            DataKind.Float64 => value.AsFloat64() == 0,
            DataKind.Decimal => value.AsDecimal() is { Special: DecimalSpecial.None, Unscaled.IsZero: true },
            DataKind.Bytes => Array.TrueForAll(value.AsBytes(), part => part == 0),
            DataKind.Uuid => value.AsUuid() == Guid.Empty,
            DataKind.Interval => value.AsInterval() == default,
            DataKind.Text
            or DataKind.Json
            or DataKind.Enum
            or DataKind.Xml
            or DataKind.UntypedNumber
            or DataKind.UntypedText => IsText(value.AsText()),
            _ => false,
        };

    private static bool IsText(string text) =>
        text.Length == 0
        || text == ZeroAsBytes
        || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == 0)
        || (Guid.TryParse(text, out var uuid) && uuid == Guid.Empty)
        || text.StartsWith("1970-01-01", StringComparison.Ordinal)
        || text.StartsWith("00:00:00", StringComparison.Ordinal);
}
