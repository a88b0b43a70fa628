using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Bench;

/// <summary>The workloads' values as SQLite nodes hold them: docs/node-types.md.</summary>
internal static class SqliteValues
{
    private const int Microseconds = 6;

    public static object Of(in DataValue value, ColumnKind kind) =>
        value.IsNull
            ? DBNull.Value
            : kind switch
            {
                ColumnKind.Int32 or ColumnKind.Int64 => value.AsInt64(),
                ColumnKind.Boolean => value.AsBoolean() ? 1L : 0L,
                ColumnKind.Float64 => value.AsFloat64(),
                ColumnKind.Decimal => value.AsDecimal().ToString(),
                ColumnKind.Date => TemporalText.FormatDate(value.AsInt64(), postgres: false),
                ColumnKind.Timestamp => Timestamp(value, ""),
                ColumnKind.TimestampTz => Timestamp(value, "Z"),
                ColumnKind.Uuid => value.AsUuid().ToString("D"),
                ColumnKind.Char => value.AsText().TrimEnd(' '),
                _ => value.AsText(),
            };

    private static string Timestamp(in DataValue value, string zone) =>
        TemporalText.FormatTimestamp(value.AsInt64(), Microseconds, zone, postgres: false);
}
