using System.Numerics;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Decimals of records without schema. The source's <c>decimal.handling.mode</c> tells what they are; where it is not
/// known, what could be read in two ways is refused.
/// </summary>
internal static class UntypedDecimals
{
    /// <summary>A number without a type, in the form that the source's settings tell.</summary>
    public static BigDecimal OfNumber(in DataValue value, ColumnType type, DecimalForm form) =>
        form switch
        {
            DecimalForm.Double => DecimalCoercion.FromDouble(value, value.AsText(), type),
            DecimalForm.Text => throw Untold(value, type, "DecimalHandlingMode says string, and it is a number"),
            _ => DecimalCoercion.Parse(value, type),
        };

    /// <summary>
    /// JSON without schema: decimal digits, or base64 of the unscaled number, whose scale the record does not tell.
    /// </summary>
    public static BigDecimal OfText(in DataValue value, ColumnType type, ValueForms forms)
    {
        var text = value.AsText();
        if (DecimalSpecialNames.Find(text) is not null)
        {
            return BigDecimal.Parse(text);
        }

        switch (forms.Decimals)
        {
            case DecimalForm.Text:
                return DecimalCoercion.Parse(value, type);
            case DecimalForm.Precise:
                return FromUnscaled(value, type, forms.Scale ?? type.Scale);
            case DecimalForm.Double:
                throw Untold(value, type, "DecimalHandlingMode says double, and it is text");
            default:
                return IsBase64(text)
                    ? throw Untold(value, type, "it may be base64 of a number whose scale the record does not tell")
                    : DecimalCoercion.Parse(value, type);
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

    /// <summary>An object of scale and value.</summary>
    public static BigDecimal OfVariableScale(in DataValue value, ColumnType type)
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

    private static bool IsBase64(string text) =>
        text.Length > 0 && Convert.TryFromBase64String(text, new byte[text.Length], out var length) && length > 0;

    private static InvalidValueException Untold(in DataValue value, ColumnType type, string reason) =>
        ValueCoercion.Untold(value, type, reason, nameof(SourceOptions.DecimalHandlingMode));
}
