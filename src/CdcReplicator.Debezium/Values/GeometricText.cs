using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Boxes, circles, lines, segments, paths and polygons as PostgreSQL prints them. The connector
/// (<c>include.unknown.datatypes</c>) spells their numbers as Java does: <c>(1.0,1.0E20)</c> is <c>(1,1e+20)</c>.
/// </summary>
internal static partial class GeometricText
{
    private const int LeastFixedPower = -4;
    private const int LeastScientificPower = 15;

    /// <summary>Seventeen digits identify every double.</summary>
    private const int MostDecimals = 16;

    /// <summary>2^53: from here on doubles are whole and have gaps.</summary>
    private const double FirstEven = 9_007_199_254_740_992;
    private static readonly string[] Types = ["box", "circle", "line", "lseg", "path", "polygon"];

    /// <summary>Whether a column's texts are such.</summary>
    public static bool IsOf(ColumnType type) => Types.Contains(type.NativeName, StringComparer.OrdinalIgnoreCase);

    /// <summary>The text with its numbers as PostgreSQL spells them.</summary>
    public static string Respell(string text) =>
        JavaNumber()
            .Replace(
                text,
                written =>
                    double.Parse(written.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture) is var number
                    && double.IsFinite(number)
                        ? Spell(number)
                        : written.Value
            );

    /// <summary>The shortest digits that read back as the number, laid out as PostgreSQL does.</summary>
    private static string Spell(double number)
    {
        var text = Shortest(Math.Abs(number)).Split('E');
        var point = text[0].IndexOf('.', StringComparison.Ordinal) is >= 0 and var at ? at : text[0].Length;
        var plain = text[0].Replace(".", "", StringComparison.Ordinal);
        var digits = plain.TrimStart('0');
        var leading = plain.Length - digits.Length;
        digits = digits.TrimEnd('0');
        var power =
            text.Length > 1 ? int.Parse(text[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        var sign = double.IsNegative(number) ? "-" : "";
        return digits.Length == 0 ? $"{sign}0" : sign + LayOut(digits, point - leading - 1 + power);
    }

    private static string Shortest(double number)
    {
        for (var decimals = 0; ; decimals++)
        {
            var text = number.ToString($"E{decimals}", CultureInfo.InvariantCulture);
            var isEnough = double.Parse(text, CultureInfo.InvariantCulture) == number && !IsHalfway(text, number);
            if (isEnough || decimals == MostDecimals)
            {
                return text;
            }
        }
    }

    /// <summary>
    /// Whether digits lie in the middle between the number and its neighbour: PostgreSQL does not take those. Below
    /// 2^53 the middle has more digits than are ever needed.
    /// </summary>
    private static bool IsHalfway(string text, double number)
    {
        if (
            number < FirstEven
            || !BigInteger.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var written)
        )
        {
            return false;
        }

        var twice = 2 * (written - new BigInteger(number));
        var below = number - Math.BitDecrement(number);
        var above = number == double.MaxValue ? below : Math.BitIncrement(number) - number;
        return twice == new BigInteger(above) || twice == -new BigInteger(below);
    }

    /// <summary>Digits whose first stands for a power of ten.</summary>
    private static string LayOut(string digits, int power) =>
        power switch
        {
            < LeastFixedPower or >= LeastScientificPower => string.Create(
                CultureInfo.InvariantCulture,
                $"{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e"
                    + $"{(power < 0 ? '-' : '+')}{Math.Abs(power):00}"
            ),
            < 0 => $"0.{new string('0', -power - 1)}{digits}",
            _ when digits.Length <= power + 1 => digits.PadRight(power + 1, '0'),
            _ => $"{digits[..(power + 1)]}.{digits[(power + 1)..]}",
        };

    [GeneratedRegex(@"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")]
    private static partial Regex JavaNumber();
}
