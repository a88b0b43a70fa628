using System.Collections;
using System.Globalization;
using System.Numerics;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>The .NET types that mean one value whatever the column is.</summary>
internal static class ClrScalar
{
    /// <summary>The value in a kind the coercion takes; null if the type is none of these.</summary>
    public static DataValue? Convert(object value, ColumnType type) =>
        value switch
        {
            bool flag => DataValue.Boolean(flag),
            sbyte or byte or short or ushort or int or uint or long => DataValue.Integer(
                System.Convert.ToInt64(value, CultureInfo.InvariantCulture)
            ),
            ulong number => Whole(number),
            BigInteger number => Whole(number),
            Int128 number => Whole((BigInteger)number),
            UInt128 number => Whole((BigInteger)number),
            float number => Floating(
                number.ToString("R", CultureInfo.InvariantCulture),
                DataValue.Float32(number),
                type
            ),
            double number => Floating(
                number.ToString("R", CultureInfo.InvariantCulture),
                DataValue.Float64(number),
                type
            ),
            Half number => Floating(
                number.ToString("R", CultureInfo.InvariantCulture),
                DataValue.Float32((float)number),
                type
            ),
            decimal number => DataValue.Decimal(OfDecimal(number)),
            BigDecimal number => DataValue.Decimal(number),
            char character => DataValue.Text(character.ToString()),
            byte[] bytes when type.Kind == ColumnKind.Bytes => DataValue.Bytes(bytes),
            ReadOnlyMemory<byte> bytes when type.Kind == ColumnKind.Bytes => DataValue.Bytes(bytes.ToArray()),
            Memory<byte> bytes when type.Kind == ColumnKind.Bytes => DataValue.Bytes(bytes.ToArray()),
            ArraySegment<byte> bytes when type.Kind == ColumnKind.Bytes => DataValue.Bytes([.. bytes]),
            Guid uuid => DataValue.Uuid(uuid),
            DateOnly date => DataValue.Date(date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber),
            TimeOnly time => DataValue.Micros(DataKind.Time, ClrTime.OfDay(time, type)),
            DateTime time => OfDateTime(time, type),
            DateTimeOffset instant when type.Kind == ColumnKind.TimestampTz => DataValue.Micros(
                DataKind.TimestampTz,
                ClrTime.SinceEpoch(instant.UtcTicks, type)
            ),
            TimeSpan span when type.Kind == ColumnKind.Time => DataValue.Micros(
                DataKind.Time,
                ClrTime.Micros(span.Ticks)
            ),
            TimeSpan span => DataValue.Interval(new PgInterval(0, 0, ClrTime.Micros(span.Ticks))),
            PgInterval interval => DataValue.Interval(interval),
            PlanePoint point => DataValue.Point(point),
            BitString bits when type.Kind == ColumnKind.Bits => DataValue.Text(bits.Digits),
            BitArray bits when type.Kind == ColumnKind.Bits => DataValue.Text(Digits(bits)),
            _ => null,
        };

    private static DataValue Whole(BigInteger number) => DataValue.Decimal(new BigDecimal(number, 0));

    /// <summary>
    /// In a decimal column the shortest decimal that reads back as the number; digits beyond the scale are then an
    /// error.
    /// </summary>
    private static DataValue Floating(string shortest, DataValue number, ColumnType type) =>
        type.Kind == ColumnKind.Decimal ? DataValue.Decimal(BigDecimal.Parse(shortest)) : number;

    private static BigDecimal OfDecimal(decimal number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        var unscaled = ((BigInteger)(uint)parts[2] << 64) + ((BigInteger)(uint)parts[1] << 32) + (uint)parts[0];
        return new BigDecimal(number < 0 ? -unscaled : unscaled, number.Scale);
    }

    /// <summary>A wall clock needs a time that is not UTC, an instant one that is known.</summary>
    private static DataValue OfDateTime(DateTime time, ColumnType type)
    {
        switch (type.Kind)
        {
            case ColumnKind.Timestamp when time.Kind != DateTimeKind.Utc:
                return DataValue.Micros(DataKind.Timestamp, ClrTime.SinceEpoch(time.Ticks, type));
            case ColumnKind.Timestamp:
                throw ClrValue.Refused(time, type, "its kind is Utc; give one of kind Unspecified");
            case ColumnKind.TimestampTz when time.Kind != DateTimeKind.Unspecified:
                return DataValue.Micros(DataKind.TimestampTz, ClrTime.SinceEpoch(time.ToUniversalTime().Ticks, type));
            case ColumnKind.TimestampTz:
                throw ClrValue.Refused(time, type, "its kind is Unspecified; give a DateTimeOffset or one of kind Utc");
            case ColumnKind.Date when time.TimeOfDay == TimeSpan.Zero:
                return DataValue.Date((time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerDay);
            default:
                throw ClrValue.Refused(time, type);
        }
    }

    private static string Digits(BitArray bits) =>
        string.Create(
            bits.Count,
            bits,
            static (digits, bits) =>
            {
                for (var i = 0; i < digits.Length; i++)
                {
                    digits[i] = bits[i] ? '1' : '0';
                }
            }
        );
}
