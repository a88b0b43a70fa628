using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Booleans, integers and floating-point numbers.</summary>
internal static class NumberCoercion
{
    private const string NotANumber = "NaN";
    private const string Infinite = "Infinity";
    private const string NegativeInfinite = "-Infinity";

    /// <summary>oid has no kind of its own: it is a 64-bit integer with PostgreSQL's narrower range.</summary>
    private const string OidName = "oid";

    public static DataValue Boolean(in DataValue value, ColumnType type, ValueForms forms) =>
        value.Kind switch
        {
            DataKind.Boolean => value,
            DataKind.Integer or DataKind.UntypedNumber => OfNumber(value, type, forms),
            DataKind.Bits when value.AsBits().Digits is "0" or "1" => DataValue.Boolean(value.AsBits().Digits == "1"),
            _ => throw ValueCoercion.WrongKind(value, type),
        };

    /// <summary>tinyint(1) of MySQL: only the source's settings say that a number is a boolean.</summary>
    private static DataValue OfNumber(in DataValue value, ColumnType type, ValueForms forms)
    {
        const string Setting = "Tables:Booleans";
        if (!forms.IsBooleanNumber)
        {
            throw ValueCoercion.Untold(value, type, "nothing says that a number is a boolean there", Setting);
        }

        var number = value.Kind == DataKind.Integer ? value.AsInt64() : ParseInteger(value, type);
        return number is 0 or 1
            ? DataValue.Boolean(number == 1)
            : throw ValueCoercion.Untold(value, type, "it is a boolean by setting, but neither 0 nor 1", Setting);
    }

    public static DataValue Integer(in DataValue value, ColumnType type)
    {
        var number = value.Kind switch
        {
            DataKind.Integer => value.AsInt64(),
            DataKind.Decimal => WholeNumber(value, value.AsDecimal(), type),
            DataKind.UntypedNumber => ParseInteger(value, type),
            _ => throw ValueCoercion.WrongKind(value, type),
        };
        var fits = type.Kind switch
        {
            ColumnKind.Int16 => number is >= short.MinValue and <= short.MaxValue,
            ColumnKind.Int32 => number is >= int.MinValue and <= int.MaxValue,
            _ => number is >= 0 and <= uint.MaxValue
                || !string.Equals(type.NativeName, OidName, StringComparison.OrdinalIgnoreCase),
        };
        return fits ? DataValue.Integer(number) : throw ValueCoercion.Invalid(value, type, "it is out of range");
    }

    public static DataValue Float32(in DataValue value, ColumnType type)
    {
        if (value.Kind == DataKind.Float32)
        {
            return value;
        }

        // A JSON number is read as a single at once: reading it as a double first would round twice.
        if (
            value.Kind == DataKind.UntypedNumber
            && float.TryParse(value.AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var single)
        )
        {
            return float.IsFinite(single)
                ? DataValue.Float32(single)
                : throw ValueCoercion.Invalid(value, type, "it is out of range");
        }

        var number = Double(value, type);
        var narrow = (float)number;
        return float.IsInfinity(narrow) && double.IsFinite(number)
            ? throw ValueCoercion.Invalid(value, type, "it is out of range")
            : DataValue.Float32(narrow);
    }

    public static DataValue Float64(in DataValue value, ColumnType type) =>
        value.Kind == DataKind.Float64 ? value : DataValue.Float64(Double(value, type));

    private static double Double(in DataValue value, ColumnType type) =>
        value.Kind switch
        {
            DataKind.Float64 => value.AsFloat64(),
            DataKind.Float32 => value.AsFloat32(),
            DataKind.Integer => value.AsInt64(),
            DataKind.Decimal => ParseDouble(value, value.AsDecimal().ToString(), type),
            DataKind.UntypedNumber => ParseDouble(value, value.AsText(), type),
            DataKind.UntypedText or DataKind.Text => value.AsText() switch
            {
                NotANumber => double.NaN,
                Infinite => double.PositiveInfinity,
                NegativeInfinite => double.NegativeInfinity,
                _ => throw ValueCoercion.WrongKind(value, type),
            },
            _ => throw ValueCoercion.WrongKind(value, type),
        };

    private static double ParseDouble(in DataValue value, string text, ColumnType type) =>
        text switch
        {
            NotANumber => double.NaN,
            Infinite => double.PositiveInfinity,
            NegativeInfinite => double.NegativeInfinity,
            _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
                ? number
                : throw ValueCoercion.Invalid(value, type, "it is out of range"),
        };

    private static long ParseInteger(in DataValue value, ColumnType type) =>
        long.TryParse(value.AsText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : WholeNumber(value, DecimalCoercion.Parse(value, type), type);

    private static long WholeNumber(in DataValue value, BigDecimal number, ColumnType type)
    {
        if (number.Special != DecimalSpecial.None || number.WithScale(0) is not { } whole)
        {
            throw ValueCoercion.Invalid(value, type, "it is not a whole number");
        }

        return whole.Unscaled >= long.MinValue && whole.Unscaled <= long.MaxValue
            ? (long)whole.Unscaled
            : throw ValueCoercion.Invalid(value, type, "it is out of range");
    }
}
