using System.Globalization;
using System.Numerics;

namespace CdcReplicator.Model;

/// <summary>Text of decimal numbers: read plain or with an exponent, written plain.</summary>
internal static class DecimalText
{
    /// <summary>Reads a number.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    /// <exception cref="OverflowException">It has too many digits, or its exponent is out of range.</exception>
    public static BigDecimal Parse(string text)
    {
        var exponent = 0;
        var digits = text.AsSpan();
        var e = digits.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            exponent = int.Parse(digits[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            digits = digits[..e];
        }

        var point = digits.IndexOf('.');
        var plain = point < 0 ? digits.ToString() : string.Concat(digits[..point], digits[(point + 1)..]);
        var scale = point < 0 ? 0 : digits.Length - point - 1;
        if (plain.Length > RecordLimits.MaxDecimalDigits)
        {
            throw new OverflowException($"A decimal has more than {RecordLimits.MaxDecimalDigits} digits.");
        }

        return BigInteger.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var unscaled)
            ? new BigDecimal(unscaled, scale - exponent)
            : throw new FormatException($"{Printable.Quote(text)} is not a decimal number.");
    }

    /// <summary>Plain digits with as many places as the scale says.</summary>
    public static string Format(BigInteger unscaled, int scale)
    {
        if (scale <= 0)
        {
            return (unscaled * BigInteger.Pow(10, -scale)).ToString(CultureInfo.InvariantCulture);
        }

        var digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return $"{(unscaled.Sign < 0 ? "-" : "")}{digits[..^scale]}.{digits[^scale..]}";
    }
}
