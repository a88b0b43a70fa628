namespace CdcReplicator.Debezium;

/// <summary>
/// Reads ISO-8601 dates and times as Java prints them: years may be signed and longer than four digits (year 0 is 1
/// BC), fractions have any length (cut to microseconds), a zone may follow. Works on UTF-8, so that no string is made.
/// </summary>
internal static class IsoText
{
    private const long MicrosPerSecond = 1_000_000;
    private const long MicrosPerDay = 86_400 * MicrosPerSecond;

    /// <summary><c>2024-02-29</c>, with or without zone, as days since 1970-01-01.</summary>
    public static bool TryParseDate(ReadOnlySpan<byte> text, out long days) =>
        TryDate(ref text, out days) && TryZone(ref text, out _) && text.IsEmpty;

    /// <summary><c>12:34:56.789Z</c> as microseconds since midnight, in UTC if a zone follows.</summary>
    public static bool TryParseTime(ReadOnlySpan<byte> text, out long micros)
    {
        if (!TryTime(ref text, out micros) || !TryZone(ref text, out var offset) || !text.IsEmpty)
        {
            return false;
        }

        if (offset != 0)
        {
            micros = (((micros - offset) % MicrosPerDay) + MicrosPerDay) % MicrosPerDay;
        }

        return true;
    }

    /// <summary><c>2024-02-29T12:34:56.789Z</c> as microseconds since 1970-01-01, in UTC if a zone follows.</summary>
    public static bool TryParseTimestamp(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (!TryDate(ref text, out var days) || text.IsEmpty || text[0] is not ((byte)'T' or (byte)' '))
        {
            return false;
        }

        text = text[1..];
        if (!TryTime(ref text, out var time) || !TryZone(ref text, out var offset) || !text.IsEmpty)
        {
            return false;
        }

        var total = ((Int128)days * MicrosPerDay) + time - offset;
        micros = (long)total;
        return total == micros;
    }

    private static bool TryDate(ref ReadOnlySpan<byte> text, out long days)
    {
        days = 0;
        var negative = text.StartsWith("-"u8);
        if (negative || text.StartsWith("+"u8))
        {
            text = text[1..];
        }

        if (
            !TryNumber(ref text, 4, 9, out var year)
            || !TryByte(ref text, '-')
            || !TryNumber(ref text, 2, 2, out var month)
            || !TryByte(ref text, '-')
            || !TryNumber(ref text, 2, 2, out var day)
            || month is < 1 or > 12
            || day is < 1 or > 31
        )
        {
            return false;
        }

        days = DaysFromCivil(negative ? -year : year, month, day);
        return true;
    }

    private static bool TryTime(ref ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (
            !TryNumber(ref text, 2, 2, out var hour)
            || !TryByte(ref text, ':')
            || !TryNumber(ref text, 2, 2, out var minute)
            || hour > 24
            || minute > 59
        )
        {
            return false;
        }

        long second = 0;
        long fraction = 0;
        if (TryByte(ref text, ':'))
        {
            if (!TryNumber(ref text, 2, 2, out second) || second > 59)
            {
                return false;
            }

            if (TryByte(ref text, '.') && !TryFraction(ref text, out fraction))
            {
                return false;
            }
        }

        micros = (((((hour * 60) + minute) * 60) + second) * MicrosPerSecond) + fraction;
        return micros <= MicrosPerDay;
    }

    /// <summary>Digits after a point, cut to microseconds.</summary>
    internal static bool TryFraction(ref ReadOnlySpan<byte> text, out long micros)
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

    private static bool TryZone(ref ReadOnlySpan<byte> text, out long offsetMicros)
    {
        offsetMicros = 0;
        if (text.IsEmpty || TryByte(ref text, 'Z'))
        {
            return true;
        }

        var negative = text[0] == '-';
        if (!negative && text[0] != '+')
        {
            return false;
        }

        text = text[1..];
        if (!TryNumber(ref text, 2, 2, out var hours))
        {
            return false;
        }

        long minutes = 0;
        long seconds = 0;
        if (TryByte(ref text, ':') && !TryNumber(ref text, 2, 2, out minutes))
        {
            return false;
        }

        if (TryByte(ref text, ':') && !TryNumber(ref text, 2, 2, out seconds))
        {
            return false;
        }

        offsetMicros = ((((hours * 60) + minutes) * 60) + seconds) * (negative ? -MicrosPerSecond : MicrosPerSecond);
        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> text, int minDigits, int maxDigits, out long value)
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

    private static bool TryByte(ref ReadOnlySpan<byte> text, char expected)
    {
        if (text.IsEmpty || text[0] != expected)
        {
            return false;
        }

        text = text[1..];
        return true;
    }

    // Days of the proleptic Gregorian calendar; years start in March so that the leap day is the last.
    private static long DaysFromCivil(long year, long month, long day)
    {
        year -= month <= 2 ? 1 : 0;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097) + dayOfEra - 719_468;
    }
}
