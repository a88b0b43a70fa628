using System.Numerics;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Brings canonical values into a form: shared by Avro and the JSON of key headers.</summary>
internal static class ColumnFormValue
{
    /// <summary>The text of a form that is a string.</summary>
    public static string Text(ColumnForm form, in DataValue value) =>
        form.Form switch
        {
            AvroForm.Uuid => Expect(value, DataKind.Uuid).AsUuid().ToString("D"),
            AvroForm.DecimalText => DecimalText(Expect(value, DataKind.Decimal).AsDecimal()),
            AvroForm.ZonedTime => ConnectText.ZonedTime(Expect(value, DataKind.TimeTz).AsInt64()),
            AvroForm.ZonedTimestamp => ConnectText.ZonedTimestamp(
                Expect(value, DataKind.TimestampTz).AsInt64(),
                form.TimePrecision
            ),
            AvroForm.Interval => ConnectText.Interval(Expect(value, DataKind.Interval).AsInterval()),
            AvroForm.BitText => Expect(value, DataKind.Bits).AsBits().Digits,
            _ => PlainText(value),
        };

    /// <summary>The number of a form that is an int or a long.</summary>
    public static long Number(ColumnForm form, in DataValue value) =>
        form.Form switch
        {
            AvroForm.Int16 => InRange(value, short.MinValue, short.MaxValue),
            AvroForm.Int32 => InRange(value, int.MinValue, int.MaxValue),
            AvroForm.Int64 => Expect(value, DataKind.Integer).AsInt64(),
            AvroForm.Date => ConnectNumbers.Date(Expect(value, DataKind.Date).AsInt64()),
            AvroForm.TimeMillis => ConnectNumbers.Millis(Expect(value, DataKind.Time).AsInt64()),
            AvroForm.TimeMicros => Expect(value, DataKind.Time).AsInt64(),
            AvroForm.TimestampMillis => ConnectNumbers.TimestampMillis(Expect(value, DataKind.Timestamp).AsInt64()),
            AvroForm.TimestampMicros => ConnectNumbers.TimestampMicros(Expect(value, DataKind.Timestamp).AsInt64()),
            _ => throw new InvalidOperationException($"{form.Form} is not a number."),
        };

    /// <summary>The unscaled digits of a decimal at the column's scale.</summary>
    public static BigInteger FixedDecimal(ColumnForm form, in DataValue value)
    {
        var number = Expect(value, DataKind.Decimal).AsDecimal();
        return number.Special == DecimalSpecial.None && number.WithScale(form.Type.Scale!.Value) is { } scaled
            ? scaled.Unscaled
            : throw new InvalidValueException($"Number {number} does not fit type '{form.Type.NativeName}'.");
    }

    /// <summary>A decimal with its own scale, which is never negative.</summary>
    public static BigDecimal VariableDecimal(in DataValue value)
    {
        var number = Expect(value, DataKind.Decimal).AsDecimal();
        return number.Special != DecimalSpecial.None
                ? throw new InvalidValueException($"{number} cannot stand in a key.")
            : number.Scale < 0 ? number.Normalize()
            : number;
    }

    /// <summary>
    /// Bits as Debezium packs them: the last digit is bit 0, little-endian, trailing zero bytes dropped.
    /// </summary>
    public static byte[] PackedBits(in DataValue value)
    {
        var digits = Expect(value, DataKind.Bits).AsBits().Digits;
        var highest = digits.Length - 1 - digits.IndexOf('1', StringComparison.Ordinal);
        if (highest >= digits.Length)
        {
            return [];
        }

        var bytes = new byte[(highest / 8) + 1];
        for (var bit = 0; bit <= highest; bit++)
        {
            if (digits[^(bit + 1)] == '1')
            {
                bytes[bit / 8] |= (byte)(1 << (bit % 8));
            }
        }

        return bytes;
    }

    /// <summary>The value, if it is of a kind.</summary>
    /// <exception cref="InvalidValueException">It is of another.</exception>
    public static DataValue Expect(in DataValue value, DataKind kind) =>
        value.Kind == kind
            ? value
            : throw new InvalidValueException($"A value of kind {value.Kind} stands where {kind} belongs.");

    private static long InRange(in DataValue value, long from, long to)
    {
        var number = Expect(value, DataKind.Integer).AsInt64();
        return number >= from && number <= to
            ? number
            : throw new InvalidValueException($"Number {number} is not between {from} and {to}.");
    }

    private static string DecimalText(BigDecimal number) =>
        number.Special switch
        {
            DecimalSpecial.NaN => "NAN",
            DecimalSpecial.PositiveInfinity => "POSITIVE_INFINITY",
            DecimalSpecial.NegativeInfinity => "NEGATIVE_INFINITY",
            _ => number.ToString(),
        };

    private static string PlainText(in DataValue value) =>
        value.Kind is DataKind.Text or DataKind.Json or DataKind.Xml or DataKind.Enum
            ? value.AsText()
            : throw new InvalidValueException($"A value of kind {value.Kind} stands where text belongs.");
}
