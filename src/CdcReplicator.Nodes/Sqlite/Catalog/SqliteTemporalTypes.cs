using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Declared types of dates, times and intervals as column types.</summary>
internal static class SqliteTemporalTypes
{
    /// <summary>The column type of a declared type; null if it is none of these.</summary>
    /// <param name="name">Its name, in upper case.</param>
    /// <param name="declared">The whole declared type.</param>
    /// <param name="precision">Digits of the seconds, from 0 to 6; null for all.</param>
    public static ColumnType? Find(string name, string declared, int? precision)
    {
        ColumnKind? kind = name switch
        {
            "DATE" => ColumnKind.Date,
            "TIME" => ColumnKind.Time,
            "TIMETZ" or "TIME WITH TIME ZONE" => ColumnKind.TimeTz,
            "TIMESTAMP" or "DATETIME" => ColumnKind.Timestamp,
            "TIMESTAMPTZ" or "TIMESTAMP WITH TIME ZONE" => ColumnKind.TimestampTz,
            "INTERVAL" => ColumnKind.Interval,
            _ => null,
        };
        return kind is { } known
            ? new ColumnType(known, declared, Precision: known == ColumnKind.Date ? null : precision)
            : null;
    }
}
