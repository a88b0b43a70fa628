using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Dates and times, within PostgreSQL's ranges and rounded as PostgreSQL rounds.</summary>
internal static class TemporalCoercion
{
    private const string InfinityText = "infinity";
    private const string NegativeInfinityText = "-infinity";

    /// <summary>4714-11-24 BC and 5874897-12-31, PostgreSQL's first and last date.</summary>
    private const long FirstDay = -2_440_588;
    private const long LastDay = 2_145_042_905;

    /// <summary>
    /// 4714-11-24 00:00 BC. The last timestamp is that of 64 bits since 1970, a few years before PostgreSQL's own.
    /// </summary>
    private const long FirstMicros = -210_866_803_200_000_000;

    /// <summary>PostgreSQL rounds timestamps relative to its own epoch, 2000-01-01.</summary>
    private const long PostgresEpochMicros = 946_684_800_000_000;

    /// <summary>
    /// What the connector makes of the infinities: int32 overflow in days, the outermost numbers in microseconds.
    /// </summary>
    private const long PublishedInfinityDays = -2_147_472_692;
    private const long PublishedNegativeInfinityDays = -2_147_472_691;

    /// <summary>The same in snapshot rows and in arrays, where the driver makes other days of them.</summary>
    private const long SnapshotInfinityDays = -622_191_234;
    private const long SnapshotNegativeInfinityDays = -625_821_272;

    /// <summary>
    /// The years that the driver makes of the infinities, as text: of dates in snapshot rows and arrays, and of
    /// timestamptz in arrays, where the first year has lost its sign. PostgreSQL's own years end far before.
    /// </summary>
    private const string DriversInfinity = "+292278994-";
    private const string DriversNegativeInfinity = "+292269055-";

    private const long PublishedInfinityMicros = 9_223_372_036_825_200_000;
    private const long PublishedNegativeInfinityMicros = -9_223_372_036_832_400_000;

    public static DataValue Date(in DataValue value, ColumnType type, ValueForms forms)
    {
        UntypedTime.RequireForm(value, type, forms.Times);
        long days;
        switch (value.Kind)
        {
            case DataKind.Date or DataKind.Integer:
                days = value.AsInt64();
                break;
            case DataKind.UntypedNumber:
                days = Number(value, type);
                break;
            case DataKind.Text or DataKind.UntypedText:
                if (TryInfinity(value.AsText(), out days))
                {
                    return DataValue.Date(days);
                }

                if (!TemporalText.TryParseDate(value.AsText(), out days))
                {
                    throw ValueCoercion.Invalid(value, type, "it is not a date");
                }

                break;
            default:
                throw ValueCoercion.WrongKind(value, type);
        }

        return days switch
        {
            DataValue.PositiveInfinity or PublishedInfinityDays or SnapshotInfinityDays => DataValue.Date(
                DataValue.PositiveInfinity
            ),
            DataValue.NegativeInfinity or PublishedNegativeInfinityDays or SnapshotNegativeInfinityDays =>
                DataValue.Date(DataValue.NegativeInfinity),
            >= FirstDay and <= LastDay => DataValue.Date(days),
            _ => throw OutOfRange(value, type),
        };
    }

    public static DataValue Time(in DataValue value, ColumnType type, ValueForms forms)
    {
        UntypedTime.RequireForm(value, type, forms.Times);
        var micros = value.Kind switch
        {
            DataKind.Time => value.AsInt64(),
            DataKind.Integer => UntypedTime.OfDay(value, value.AsInt64(), type, forms),
            DataKind.UntypedNumber => UntypedTime.OfDay(value, Number(value, type), type, forms),
            DataKind.Text or DataKind.UntypedText when TemporalText.TryParseTime(value.AsText(), out var parsed) =>
                parsed,
            DataKind.Text or DataKind.UntypedText => throw ValueCoercion.Invalid(value, type, "it is not a time"),
            _ => throw ValueCoercion.WrongKind(value, type),
        };
        return micros is >= 0 and <= TemporalText.MicrosPerDay
            ? DataValue.Micros(DataKind.Time, Round(micros, type, 0))
            : throw OutOfRange(value, type);
    }

    public static DataValue TimeTz(in DataValue value, ColumnType type)
    {
        var micros = value.Kind switch
        {
            DataKind.TimeTz or DataKind.Time => value.AsInt64(),
            DataKind.Text or DataKind.UntypedText when TemporalText.TryParseTime(value.AsText(), out var parsed) =>
                parsed,
            DataKind.Text or DataKind.UntypedText => throw ValueCoercion.Invalid(value, type, "it is not a time"),
            _ => throw ValueCoercion.WrongKind(value, type),
        };
        var rounded = Round(micros, type, 0);
        var inDay = rounded switch
        {
            < 0 => rounded + TemporalText.MicrosPerDay,
            > TemporalText.MicrosPerDay => rounded - TemporalText.MicrosPerDay,
            _ => rounded,
        };
        return inDay is >= 0 and <= TemporalText.MicrosPerDay
            ? DataValue.Micros(DataKind.TimeTz, inDay)
            : throw OutOfRange(value, type);
    }

    public static DataValue Timestamp(in DataValue value, ColumnType type, ValueForms forms)
    {
        UntypedTime.RequireForm(value, type, forms.Times);
        var micros = value.Kind switch
        {
            DataKind.Timestamp => value.AsInt64(),
            DataKind.Integer => UntypedTime.Instant(value, value.AsInt64(), type, forms),
            DataKind.UntypedNumber => UntypedTime.Instant(value, Number(value, type), type, forms),
            DataKind.Text or DataKind.UntypedText => Parsed(value, type),
            _ => throw ValueCoercion.WrongKind(value, type),
        };
        return Bounded(value, micros, type, DataKind.Timestamp);
    }

    public static DataValue TimestampTz(in DataValue value, ColumnType type)
    {
        var micros = value.Kind switch
        {
            DataKind.TimestampTz => value.AsInt64(),
            DataKind.Text or DataKind.UntypedText => Parsed(value, type),
            _ => throw ValueCoercion.WrongKind(value, type),
        };
        return Bounded(value, micros, type, DataKind.TimestampTz);
    }

    /// <summary>Half up in PostgreSQL's own count, half away from zero before its epoch.</summary>
    internal static long Round(long micros, ColumnType type, long epoch)
    {
        if (type.Precision is not { } precision || precision >= TemporalText.DefaultPrecision)
        {
            return micros;
        }

        long unit = 1;
        for (var i = precision; i < TemporalText.DefaultPrecision; i++)
        {
            unit *= 10;
        }

        var own = micros - epoch;
        var rounded = own >= 0 ? (own + (unit / 2)) / unit * unit : -((-own + (unit / 2)) / unit * unit);
        return rounded + epoch;
    }

    private static long Parsed(in DataValue value, ColumnType type) =>
        TryInfinity(value.AsText(), out var infinity) ? infinity
        : TemporalText.TryParseTimestamp(value.AsText(), out var micros) ? micros
        : throw ValueCoercion.Invalid(value, type, "it is not a timestamp in range");

    private static DataValue Bounded(in DataValue value, long micros, ColumnType type, DataKind kind)
    {
        switch (micros)
        {
            case DataValue.PositiveInfinity or PublishedInfinityMicros:
                return DataValue.Micros(kind, DataValue.PositiveInfinity);
            case DataValue.NegativeInfinity or PublishedNegativeInfinityMicros:
                return DataValue.Micros(kind, DataValue.NegativeInfinity);
            case < FirstMicros or > PublishedInfinityMicros:
                throw OutOfRange(value, type);
            default:
                return DataValue.Micros(kind, Round(micros, type, PostgresEpochMicros));
        }
    }

    private static long Number(in DataValue value, ColumnType type) =>
        long.TryParse(value.AsText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ValueCoercion.Invalid(value, type, "it is not a whole number");

    private static bool TryInfinity(string text, out long infinity)
    {
        var isPositive = text == InfinityText || text.StartsWith(DriversInfinity, StringComparison.Ordinal);
        infinity = isPositive ? DataValue.PositiveInfinity : DataValue.NegativeInfinity;
        return isPositive
            || text == NegativeInfinityText
            || text.StartsWith(DriversNegativeInfinity, StringComparison.Ordinal);
    }

    private static InvalidValueException OutOfRange(in DataValue value, ColumnType type) =>
        ValueCoercion.Invalid(value, type, "it is out of range");
}
