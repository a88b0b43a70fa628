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
        TryDate(ref text, out days) && IsoZone.TryTake(ref text, out _) && text.IsEmpty;

    /// <summary><c>12:34:56.789Z</c> as microseconds since midnight, in UTC if a zone follows.</summary>
    public static bool TryParseTime(ReadOnlySpan<byte> text, out long micros)
    {
        if (!TryTime(ref text, out micros) || !IsoZone.TryTake(ref text, out var offset) || !text.IsEmpty)
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
        if (!TryTime(ref text, out var time) || !IsoZone.TryTake(ref text, out var offset) || !text.IsEmpty)
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
            !IsoScan.TryNumber(ref text, 4, 9, out var year)
            || !IsoScan.TryByte(ref text, '-')
            || !IsoScan.TryNumber(ref text, 2, 2, out var month)
            || !IsoScan.TryByte(ref text, '-')
            || !IsoScan.TryNumber(ref text, 2, 2, out var day)
            || month is < 1 or > 12
            || day is < 1 or > 31
        )
        {
            return false;
        }

        days = CivilDate.ToDays(negative ? -year : year, (int)month, (int)day);
        return true;
    }

    private static bool TryTime(ref ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (
            !IsoScan.TryNumber(ref text, 2, 2, out var hour)
            || !IsoScan.TryByte(ref text, ':')
            || !IsoScan.TryNumber(ref text, 2, 2, out var minute)
            || hour > 24
            || minute > 59
        )
        {
            return false;
        }

        long second = 0;
        long fraction = 0;
        if (IsoScan.TryByte(ref text, ':'))
        {
            if (!IsoScan.TryNumber(ref text, 2, 2, out second) || second > 59)
            {
                return false;
            }

            if (IsoScan.TryByte(ref text, '.') && !IsoScan.TryFraction(ref text, out fraction))
            {
                return false;
            }
        }

        micros = (((((hour * 60) + minute) * 60) + second) * MicrosPerSecond) + fraction;
        return micros <= MicrosPerDay;
    }
}
