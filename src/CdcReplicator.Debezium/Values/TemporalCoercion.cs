using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Times and timestamps, within PostgreSQL's ranges and rounded as PostgreSQL rounds.</summary>
internal static class TemporalCoercion
{
    /// <summary>
    /// 4714-11-24 00:00 BC. The last timestamp is that of 64 bits since 1970, a few years before PostgreSQL's own.
    /// </summary>
    private const long FirstMicros = -210_866_803_200_000_000;

    /// <summary>PostgreSQL rounds timestamps relative to its own epoch, 2000-01-01.</summary>
    private const long PostgresEpochMicros = 946_684_800_000_000;

    public static DataValue Time(in DataValue value, ColumnType type, ValueForms forms)
    {
        UntypedTime.RequireForm(value, type, forms.Times);
        var micros = value.Kind switch
        {
            DataKind.Time => value.AsInt64(),
            DataKind.Integer => UntypedTime.OfDay(value, value.AsInt64(), type, forms),
            DataKind.UntypedNumber => UntypedTime.OfDay(value, UntypedTime.Number(value, type), type, forms),
            DataKind.Text or DataKind.UntypedText when TemporalText.TryParseTime(value.AsText(), out var parsed) =>
                parsed,
            DataKind.Text or DataKind.UntypedText => throw ValueCoercion.Invalid(value, type, "it is not a time"),
            _ => throw ValueCoercion.WrongKind(value, type),
        };
        return micros is >= 0 and <= TemporalText.MicrosPerDay
            ? DataValue.Micros(DataKind.Time, TemporalRounding.Of(micros, type, 0))
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
        var rounded = TemporalRounding.Of(micros, type, 0);
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
            DataKind.UntypedNumber => UntypedTime.Instant(value, UntypedTime.Number(value, type), type, forms),
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

    private static long Parsed(in DataValue value, ColumnType type) =>
        PublishedInfinity.TryRead(value.AsText(), out var infinity) ? infinity
        : TemporalText.TryParseTimestamp(value.AsText(), out var micros) ? micros
        : throw ValueCoercion.Invalid(value, type, "it is not a timestamp in range");

    private static DataValue Bounded(in DataValue value, long micros, ColumnType type, DataKind kind)
    {
        switch (PublishedInfinity.OfMicros(micros))
        {
            case DataValue.PositiveInfinity:
                return DataValue.Micros(kind, DataValue.PositiveInfinity);
            case DataValue.NegativeInfinity:
                return DataValue.Micros(kind, DataValue.NegativeInfinity);
            case < FirstMicros or > PublishedInfinity.LastMicros:
                throw OutOfRange(value, type);
            default:
                return DataValue.Micros(kind, TemporalRounding.Of(micros, type, PostgresEpochMicros));
        }
    }

    private static InvalidValueException OutOfRange(in DataValue value, ColumnType type) =>
        ValueCoercion.Invalid(value, type, "it is out of range");
}
