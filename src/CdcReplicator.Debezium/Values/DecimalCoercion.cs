using System.Globalization;
using System.Numerics;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Exact decimals.</summary>
internal static class DecimalCoercion
{
    /// <summary>PostgreSQL's own limits; they also keep a hostile exponent from filling the memory.</summary>
    private const int MaximumWholeDigits = 131072;
    private const int MaximumScale = 16383;
    private const string MoneyName = "money";

    private static readonly BigDecimal LeastMoney = new(long.MinValue, 2);
    private static readonly BigInteger[] Powers = [.. Enumerable.Range(0, 40).Select(n => BigInteger.Pow(10, n))];

    public static DataValue Decimal(in DataValue value, ColumnType type, ValueForms forms)
    {
        var number = value.Kind switch
        {
            DataKind.Decimal => value.AsDecimal(),
            DataKind.Integer => new BigDecimal(value.AsInt64(), 0),
            DataKind.Float64 => FromDouble(value, value.AsFloat64().ToString("R", CultureInfo.InvariantCulture), type),
            DataKind.Float32 => FromDouble(value, value.AsFloat32().ToString("R", CultureInfo.InvariantCulture), type),
            DataKind.Text => Parse(value, type),
            DataKind.UntypedNumber => FromUntypedNumber(value, type, forms.Decimals),
            DataKind.UntypedText => FromUntypedText(value, type, forms),
            DataKind.UntypedObject => FromVariableScale(value, type),
            _ => throw ValueCoercion.WrongKind(value, type),
        };
        if (number.Special != DecimalSpecial.None)
        {
            return Special(value, number, type);
        }

        CheckSize(value, number, type);
        if (type.Scale is not { } scale)
        {
            return DataValue.Decimal(number.Normalize());
        }

        var scaled =
            number.WithScale(scale) ?? throw ValueCoercion.Invalid(value, type, $"it has digits beyond scale {scale}");
        CheckRange(value, scaled, type);
        return value.Kind == DataKind.Decimal && number.Scale == scale ? value : DataValue.Decimal(scaled);
    }

    /// <summary>Reads a decimal of either notation; the exponent is checked before it is believed.</summary>
    public static BigDecimal Parse(in DataValue value, ColumnType type) => Parse(value, value.AsText(), type);

    private static BigDecimal Parse(in DataValue value, string text, ColumnType type)
    {
        try
        {
            var number = BigDecimal.Parse(text);
            CheckSize(value, number, type);
            return number;
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw ValueCoercion.Invalid(value, type, "it is not a decimal number");
        }
    }

    private static DataValue Special(in DataValue value, BigDecimal number, ColumnType type)
    {
        var isNaN = number.Special == DecimalSpecial.NaN;
        return type.Scale is null || (isNaN && !IsMoney(type))
            ? DataValue.Decimal(number)
            : throw ValueCoercion.Invalid(value, type, $"it cannot hold {number}");
    }

    private static void CheckSize(in DataValue value, BigDecimal number, ColumnType type)
    {
        var digits = number.Unscaled.GetBitLength() / 3.3219280948873626;
        if (digits - number.Scale > MaximumWholeDigits + 1 || number.Scale > MaximumScale + digits)
        {
            throw ValueCoercion.Invalid(value, type, "it is out of range");
        }
    }

    private static void CheckRange(in DataValue value, BigDecimal scaled, ColumnType type)
    {
        if (type.Precision is { } precision && BigInteger.Abs(scaled.Unscaled) >= Power(precision))
        {
            throw ValueCoercion.Invalid(value, type, $"it has more than {precision} digits");
        }

        if (IsMoney(type) && (scaled.Unscaled > long.MaxValue || scaled.Unscaled < LeastMoney.Unscaled))
        {
            throw ValueCoercion.Invalid(value, type, "it is out of range");
        }
    }

    /// <summary>
    /// The shortest decimal of the double, rounded half away from zero: <c>decimal.handling.mode=double</c> has lost
    /// the rest already.
    /// </summary>
    private static BigDecimal FromDouble(in DataValue value, string text, ColumnType type)
    {
        var number = Parse(value, text, type);
        if (type.Scale is not { } scale || number.Special != DecimalSpecial.None || number.Scale <= scale)
        {
            return number;
        }

        var divisor = Power(number.Scale - scale);
        var (quotient, remainder) = BigInteger.DivRem(number.Unscaled, divisor);
        var roundUp = BigInteger.Abs(remainder) * 2 >= divisor;
        return new BigDecimal(roundUp ? quotient + number.Unscaled.Sign : quotient, scale);
    }

    private static BigDecimal FromUntypedNumber(in DataValue value, ColumnType type, DecimalForm form) =>
        form switch
        {
            DecimalForm.Double => FromDouble(value, value.AsText(), type),
            DecimalForm.Text => throw Untold(value, type, "DecimalHandlingMode says string, and it is a number"),
            _ => Parse(value, type),
        };

    /// <summary>
    /// JSON without schema: decimal digits, or base64 of the unscaled number, whose scale the record does not tell.
    /// </summary>
    private static BigDecimal FromUntypedText(in DataValue value, ColumnType type, ValueForms forms)
    {
        var text = value.AsText();
        if (text is "NaN" or "Infinity" or "-Infinity" or "NAN" or "POSITIVE_INFINITY" or "NEGATIVE_INFINITY")
        {
            return BigDecimal.Parse(text);
        }

        switch (forms.Decimals)
        {
            case DecimalForm.Text:
                return Parse(value, type);
            case DecimalForm.Precise:
                return FromUnscaled(value, type, forms.Scale ?? type.Scale);
            case DecimalForm.Double:
                throw Untold(value, type, "DecimalHandlingMode says double, and it is text");
            default:
                return IsBase64(text)
                    ? throw Untold(value, type, "it may be base64 of a number whose scale the record does not tell")
                    : Parse(value, type);
        }
    }

    private static BigDecimal FromUnscaled(in DataValue value, ColumnType type, int? scale)
    {
        var text = value.AsText();
        if (scale is not { } known)
        {
            throw ValueCoercion.Untold(value, type, "neither record nor column tells its scale", "Tables:Scales");
        }

        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length == 0)
        {
            throw Untold(value, type, "DecimalHandlingMode says precise, and it is not base64 of an unscaled number");
        }

        // The connector publishes a negative scale as its 11-bit two's complement (numeric(5,-2) as 2046).
        var published = known < 0 ? known + 2048 : known;
        return new BigDecimal(new BigInteger(bytes.AsSpan(0, length), isBigEndian: true), published);
    }

    private static bool IsBase64(string text) =>
        text.Length > 0 && Convert.TryFromBase64String(text, new byte[text.Length], out var length) && length > 0;

    private static InvalidValueException Untold(in DataValue value, ColumnType type, string reason) =>
        ValueCoercion.Untold(value, type, reason, nameof(SourceOptions.DecimalHandlingMode));

    private static BigDecimal FromVariableScale(in DataValue value, ColumnType type)
    {
        try
        {
            using var document = JsonDocument.Parse(value.AsText());
            var scale = document.RootElement.GetProperty("scale").GetInt32();
            var bytes = document.RootElement.GetProperty("value").GetBytesFromBase64();
            return bytes.Length > 0
                ? new BigDecimal(new BigInteger(bytes, isBigEndian: true), scale)
                : throw ValueCoercion.Invalid(value, type, "its number is empty");
        }
        catch (Exception error)
            when (error is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw ValueCoercion.Invalid(value, type, "it is not an object of scale and value");
        }
    }

    private static bool IsMoney(ColumnType type) =>
        type.NativeName.StartsWith(MoneyName, StringComparison.OrdinalIgnoreCase);

    private static BigInteger Power(int exponent) =>
        exponent < Powers.Length ? Powers[exponent] : BigInteger.Pow(10, exponent);
}
