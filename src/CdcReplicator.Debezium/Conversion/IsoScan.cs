namespace CdcReplicator.Debezium;

/// <summary>
/// Takes the parts of ISO-8601 texts off their beginning. If a part is not as asked for, nobody goes on with the text.
/// </summary>
internal static class IsoScan
{
    /// <summary>A number of so many digits.</summary>
    public static bool TryNumber(ref ReadOnlySpan<byte> text, int minDigits, int maxDigits, out long value)
    {
        var digits = 0;
        value = 0;
        while (digits < text.Length && text[digits] is >= (byte)'0' and <= (byte)'9')
        {
            if (digits == maxDigits)
            {
                return false;
            }

            value = (value * 10) + (text[digits] - '0');
            digits++;
        }

        if (digits < minDigits)
        {
            return false;
        }

        text = text[digits..];
        return true;
    }

    /// <summary>One character.</summary>
    public static bool TryByte(ref ReadOnlySpan<byte> text, char expected)
    {
        if (text.IsEmpty || text[0] != expected)
        {
            return false;
        }

        text = text[1..];
        return true;
    }

    /// <summary>Digits after a point, cut to microseconds.</summary>
    public static bool TryFraction(ref ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        var digits = 0;
        while (digits < text.Length && text[digits] is >= (byte)'0' and <= (byte)'9')
        {
            if (digits < 6)
            {
                micros = (micros * 10) + (text[digits] - '0');
            }

            digits++;
        }

        for (var i = digits; i < 6; i++)
        {
            micros *= 10;
        }

        text = text[digits..];
        return digits > 0;
    }
}
