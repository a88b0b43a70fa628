using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>The numbers Debezium writes for dates and times, its stand-ins for infinity included.</summary>
internal static class ConnectNumbers
{
    /// <summary>What Debezium writes for the date <c>infinity</c> (its conversion overflows).</summary>
    public const int DateInfinity = -2_147_472_692;

    /// <summary>What Debezium writes for the date <c>-infinity</c>.</summary>
    public const int DateNegativeInfinity = -2_147_472_691;

    /// <summary>What Debezium writes for the timestamp <c>infinity</c>, microseconds.</summary>
    public const long TimestampInfinity = 9_223_372_036_825_200_000;

    /// <summary>What Debezium writes for the timestamp <c>-infinity</c>, microseconds.</summary>
    public const long TimestampNegativeInfinity = -9_223_372_036_832_400_000;

    private const int MicrosPerMilli = 1000;

    /// <summary>Days for <c>io.debezium.time.Date</c>.</summary>
    /// <exception cref="InvalidValueException">The date is out of a 32-bit integer's range.</exception>
    public static int Date(long days) =>
        days switch
        {
            DataValue.PositiveInfinity => DateInfinity,
            DataValue.NegativeInfinity => DateNegativeInfinity,
            > DateNegativeInfinity and <= int.MaxValue => (int)days,
            _ => throw new InvalidValueException($"Date {days} days from 1970-01-01 is out of range."),
        };

    /// <summary>Microseconds for <c>io.debezium.time.MicroTimestamp</c>.</summary>
    public static long TimestampMicros(long micros) =>
        micros switch
        {
            DataValue.PositiveInfinity => TimestampInfinity,
            DataValue.NegativeInfinity => TimestampNegativeInfinity,
            _ => micros,
        };

    /// <summary>Milliseconds for <c>io.debezium.time.Timestamp</c>.</summary>
    /// <exception cref="InvalidValueException">The value has microseconds that would be lost.</exception>
    public static long TimestampMillis(long micros) => Millis(TimestampMicros(micros));

    /// <summary>Milliseconds of a number of microseconds.</summary>
    /// <exception cref="InvalidValueException">The value has microseconds that would be lost.</exception>
    public static long Millis(long micros) =>
        micros % MicrosPerMilli == 0
            ? micros / MicrosPerMilli
            : throw new InvalidValueException($"Time {micros} µs has more fractional digits than its column.");
}
