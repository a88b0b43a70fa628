using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CdcReplicator.Nodes;

/// <summary>
/// JSON without what PostgreSQL's jsonb does not keep: blanks, order and repetition of keys (the last counts), spelling
/// of numbers and of characters. So equal documents are equal whether a node keeps text or jsonb.
/// </summary>
internal static class JsonCanonicalForm
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 2000 };

    /// <summary>The canonical text; text that is no JSON, or names a character that is none, stays as it is.</summary>
    public static string Of(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Reading);
            var text = new StringBuilder(json.Length);
            Append(text, document.RootElement);
            return text.ToString();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return json;
        }
    }

    private static void Append(StringBuilder text, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(text, element);
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var item in element.EnumerateArray())
                {
                    Append(text, item);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                AppendText(text, element.GetString()!);
                break;
            case JsonValueKind.Number:
                AppendNumber(text, element.GetRawText());
                break;
            default:
                text.Append(element.GetRawText());
                break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement element)
    {
        var properties = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            properties[property.Name] = property.Value;
        }

        text.Append('{');
        foreach (var (name, value) in properties)
        {
            AppendText(text, name);
            text.Append(':');
            Append(text, value);
            text.Append(',');
        }

        text.Append('}');
    }

    /// <summary>The length in front spares escaping: nothing in the text can be taken for an end.</summary>
    private static void AppendText(StringBuilder text, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"{value.Length}\"").Append(value).Append('"');

    /// <summary>
    /// Digits without zeros at either end, and the power of ten: 1.50 and 15e-1 are both <c>15e-1</c>.
    /// </summary>
    private static void AppendNumber(StringBuilder text, string number)
    {
        var mantissa = number.AsSpan();
        long exponent = 0;
        var e = mantissa.IndexOfAny('e', 'E');
        if (
            e >= 0
            && !long.TryParse(
                mantissa[(e + 1)..],
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out exponent
            )
        )
        {
            text.Append(number);
            return;
        }

        mantissa = e >= 0 ? mantissa[..e] : mantissa;
        var isNegative = mantissa[0] == '-';
        mantissa = isNegative ? mantissa[1..] : mantissa;
        var point = mantissa.IndexOf('.');
        var digits = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        exponent -= point < 0 ? 0 : mantissa.Length - point - 1;
        var significant = digits.TrimStart('0').TrimEnd('0');
        if (significant.Length == 0)
        {
            text.Append('0');
            return;
        }

        exponent += digits.Length - digits.TrimEnd('0').Length;
        text.Append(isNegative ? "-" : "").Append(significant).Append('e').Append(exponent);
    }
}
