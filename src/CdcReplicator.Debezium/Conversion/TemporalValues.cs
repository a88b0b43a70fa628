using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Debezium's temporal numbers as values. PostgreSQL's infinities have no number of their own in its events; the
/// constants are what the driver makes of them.
/// </summary>
internal static class TemporalValues
{
    /// <summary><c>infinity</c> of date, in days: an overflow of 32 bits.</summary>
    public const long InfinityDays = -2_147_472_692;

    /// <summary><c>-infinity</c> of date, in days.</summary>
    public const long NegativeInfinityDays = -2_147_472_691;

    /// <summary><c>infinity</c> of timestamp, in microseconds.</summary>
    public const long InfinityMicros = 9_223_372_036_825_200_000;

    /// <summary><c>-infinity</c> of timestamp, in microseconds.</summary>
    public const long NegativeInfinityMicros = -9_223_372_036_832_400_000;

    /// <summary>A date's days with its infinities as <see cref="DataValue"/> has them.</summary>
    public static long Days(long days) =>
        days switch
        {
            InfinityDays => DataValue.PositiveInfinity,
            NegativeInfinityDays => DataValue.NegativeInfinity,
            _ => days,
        };

    /// <summary>A timestamp's microseconds with its infinities as <see cref="DataValue"/> has them.</summary>
    public static long Timestamp(long micros) =>
        micros switch
        {
            InfinityMicros => DataValue.PositiveInfinity,
            NegativeInfinityMicros => DataValue.NegativeInfinity,
            _ => micros,
        };

    /// <summary>A number of milliseconds in microseconds.</summary>
    /// <exception cref="MalformedDataException">It is out of range.</exception>
    public static long FromMillis(long millis) =>
        millis is >= long.MinValue / 1000 and <= long.MaxValue / 1000
            ? millis * 1000
            : throw new MalformedDataException($"{millis} ms is out of range of a timestamp");

    /// <summary>
    /// A number of nanoseconds in microseconds, cut toward the past; the extremes stay what they are.
    /// </summary>
    public static long FromNanos(long nanos) =>
        nanos is long.MinValue or long.MaxValue ? nanos : (nanos / 1000) - (nanos % 1000 < 0 ? 1 : 0);
}
