using System.Globalization;

namespace CdcReplicator.Debezium;

/// <summary>A part of an ISO interval: a number with its own sign, and its unit; <c>-6.789S</c>.</summary>
internal static class IntervalPart
{
    /// <summary>Takes a part off the beginning of a text; the fraction is in millionths.</summary>
    public static bool TryTake(ref ReadOnlySpan<char> text, out Int128 whole, out long fraction, out char unit)
    {
        (whole, fraction, unit) = (0, 0, '\0');
        var isNegative = text[0] == '-';
        if (isNegative || text[0] == '+')
        {
            text = text[1..];
        }

        var end = text.IndexOfAnyExceptInRange('0', '9');
        if (end is <= 0 or > 19)
        {
            return false;
        }

        whole = Int128.Parse(text[..end], NumberStyles.None, CultureInfo.InvariantCulture);
        text = text[end..];
        if (text[0] == '.')
        {
            text = text[1..];
            var length = text.IndexOfAnyExceptInRange('0', '9');
            if (length is <= 0 or > 9)
            {
                return false;
            }

            var digits = text[..length].ToString().PadRight(6, '0');
            fraction = long.Parse(digits.AsSpan(0, 6), NumberStyles.None, CultureInfo.InvariantCulture);
            text = text[length..];
        }

        unit = text[0];
        text = text[1..];
        (whole, fraction) = isNegative ? (-whole, -fraction) : (whole, fraction);
        return true;
    }
}
