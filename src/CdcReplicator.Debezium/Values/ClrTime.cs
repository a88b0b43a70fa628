using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Times of .NET in microseconds. The seventh digit is cut off, as Npgsql does. Nothing is rounded up to a moment that
/// no .NET type can read: a value so near the end of its type (<c>MaxValue</c>, the usual "never" and "end of day")
/// becomes the last one that the column's precision can show.
/// </summary>
internal static class ClrTime
{
    /// <summary>Microseconds of ticks.</summary>
    public static long Micros(long ticks) => ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Microseconds since 1970 of ticks since the year 1, for a column of timestamps.</summary>
    public static long SinceEpoch(long ticks, ColumnType type) =>
        Readable(ticks, DateTime.MaxValue.Ticks, type) - Micros(DateTime.UnixEpoch.Ticks);

    /// <summary>Microseconds since midnight, for a column of times.</summary>
    public static long OfDay(TimeOnly time, ColumnType type) => Readable(time.Ticks, TimeOnly.MaxValue.Ticks, type);

    private static long Readable(long ticks, long maxTicks, ColumnType type)
    {
        long unit = 1;
        for (
            var digits = type.Precision ?? TemporalText.DefaultPrecision;
            digits < TemporalText.DefaultPrecision;
            digits++
        )
        {
            unit *= 10;
        }

        return Math.Min(Micros(ticks), Micros(maxTicks) / unit * unit);
    }
}
