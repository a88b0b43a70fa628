using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>How a value of a key is written for people.</summary>
internal static class KeyText
{
    /// <summary>
    /// Dates and times as dates and times, alike on every kind of node; everything else as <see cref="DataValue"/>
    /// prints it.
    /// </summary>
    public static string Of(in DataValue value, ColumnType type) =>
        value.Kind
            is DataKind.Date
                or DataKind.Time
                or DataKind.TimeTz
                or DataKind.Timestamp
                or DataKind.TimestampTz
                or DataKind.Interval
                or DataKind.Bits
            ? SqliteText.Format(value, type)
            : value.ToString();
}
