using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Dates and times as PostgreSQL counts them, from 2000-01-01; infinities are the outermost numbers.</summary>
internal static class PostgresEpoch
{
    private const long EpochDays = 10_957;
    private const long EpochMicros = EpochDays * 86_400_000_000;
    private const long LastMicros = long.MaxValue - EpochMicros;

    /// <summary>Days as PostgreSQL counts them, from 2000-01-01.</summary>
    public static int ToOwnDays(long days) =>
        days switch
        {
            DataValue.PositiveInfinity => int.MaxValue,
            DataValue.NegativeInfinity => int.MinValue,
            _ => checked((int)(days - EpochDays)),
        };

    /// <summary>Days since 1970-01-01 of PostgreSQL's days.</summary>
    public static long FromOwnDays(int days) =>
        days switch
        {
            int.MaxValue => DataValue.PositiveInfinity,
            int.MinValue => DataValue.NegativeInfinity,
            _ => days + EpochDays,
        };

    /// <summary>Microseconds as PostgreSQL counts them, from 2000-01-01.</summary>
    public static long ToOwnMicros(long micros) =>
        micros is DataValue.PositiveInfinity or DataValue.NegativeInfinity ? micros : micros - EpochMicros;

    /// <summary>Microseconds since 1970-01-01 of PostgreSQL's microseconds.</summary>
    /// <exception cref="InvalidValueException">They are of a later year than 64 bits since 1970 reach.</exception>
    public static long FromOwnMicros(long micros, ColumnType type) =>
        micros switch
        {
            DataValue.PositiveInfinity or DataValue.NegativeInfinity => micros,
            < LastMicros => micros + EpochMicros,
            _ => throw new InvalidValueException(
                $"A {type.NativeName} lies after the year 294246, the last one carried."
            ),
        };
}
