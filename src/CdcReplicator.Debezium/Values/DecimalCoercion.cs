using System.Globalization;
using System.Numerics;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Exact decimals.</summary>
internal static class DecimalCoercion
{
    public static DataValue Decimal(in DataValue value, ColumnType type, ValueForms forms)
    {
        var number = value.Kind switch
        {
            DataKind.Decimal => value.AsDecimal(),
            DataKind.Integer => new BigDecimal(value.AsInt64(), 0),
            DataKind.Float64 => FromDouble(value, value.AsFloat64().ToString("R", CultureInfo.InvariantCulture), type),
            DataKind.Float32 => FromDouble(value, value.AsFloat32().ToString("R", CultureInfo.InvariantCulture), type),
            DataKind.Text => Parse(value, type),
            DataKind.UntypedNumber => UntypedDecimals.OfNumber(value, type, forms.Decimals),
            DataKind.UntypedText => UntypedDecimals.OfText(value, type, forms),
            DataKind.UntypedObject => UntypedDecimals.OfVariableScale(value, type),
            _ => throw ValueCoercion.WrongKind(value, type),
        };
        if (number.Special != DecimalSpecial.None)
        {
            return Special(value, number, type);
        }

        DecimalLimits.CheckSize(value, number, type);
        if (type.Scale is not { } scale)
        {
            return DataValue.Decimal(number.Normalize());
        }

        var scaled =
            number.WithScale(scale) ?? throw ValueCoercion.Invalid(value, type, $"it has digits beyond scale {scale}");
        DecimalLimits.CheckRange(value, scaled, type);
        return value.Kind == DataKind.Decimal && number.Scale == scale ? value : DataValue.Decimal(scaled);
    }

    /// <summary>Reads a decimal of either notation; the exponent is checked before it is believed.</summary>
    public static BigDecimal Parse(in DataValue value, ColumnType type) => Parse(value, value.AsText(), type);

    /// <summary>Reads a text that stands for a value.</summary>
    public static BigDecimal Parse(in DataValue value, string text, ColumnType type)
    {
        try
        {
            var number = BigDecimal.Parse(text);
            DecimalLimits.CheckSize(value, number, type);
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
        return type.Scale is null || (isNaN && !DecimalLimits.IsMoney(type))
            ? DataValue.Decimal(number)
            : throw ValueCoercion.Invalid(value, type, $"it cannot hold {number}");
    }

    /// <summary>
    /// The shortest decimal of the double, rounded half away from zero: <c>decimal.handling.mode=double</c> has lost
    /// the rest already.
    /// </summary>
    public static BigDecimal FromDouble(in DataValue value, string text, ColumnType type)
    {
        var number = Parse(value, text, type);
        if (type.Scale is not { } scale || number.Special != DecimalSpecial.None || number.Scale <= scale)
        {
            return number;
        }

        var divisor = PowersOfTen.Of(number.Scale - scale);
        var (quotient, remainder) = BigInteger.DivRem(number.Unscaled, divisor);
        var roundUp = BigInteger.Abs(remainder) * 2 >= divisor;
        return new BigDecimal(roundUp ? quotient + number.Unscaled.Sign : quotient, scale);
    }
}
