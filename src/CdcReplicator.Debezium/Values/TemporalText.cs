using System.Globalization;
using System.Text;

namespace CdcReplicator.Debezium;

/// <summary>
/// Text of dates and times, of any year: ISO 8601 as connectors write it, and PostgreSQL's ISO style.
/// </summary>
internal static class TemporalText
{
    /// <summary>Microseconds of a day.</summary>
    public const long MicrosPerDay = 86_400_000_000;

    /// <summary>Places of a fraction when none are declared.</summary>
    public const int DefaultPrecision = 6;

    private const string BeforeChrist = " BC";

    /// <summary>
    /// Reads a date: <c>2024-02-29</c>, <c>-0043-03-15</c> (year 0 is 1 BC), <c>+12345-06-07</c>, <c>0044-03-15 BC</c>,
    /// each with or without a <c>Z</c>.
    /// </summary>
    public static bool TryParseDate(ReadOnlySpan<char> text, out long days)
    {
        var isBc = TakeEra(ref text);
        if (text.EndsWith("Z"))
        {
            text = text[..^1];
        }

        return TryTakeDate(ref text, isBc, out days) && text.IsEmpty;
    }

    /// <summary>
    /// Reads a time of day, <c>24:00:00</c> included; a zone, if there is one, is taken off the time.
    /// </summary>
    /// <param name="text">For example <c>12:34:56.789012+02:00</c>.</param>
    /// <param name="micros">
    /// Microseconds since midnight, in UTC if a zone was given; not yet brought back into one day.
    /// </param>
    public static bool TryParseTime(ReadOnlySpan<char> text, out long micros)
    {
        if (!TryTakeTime(ref text, out micros) || !TryTakeZone(ref text, out var offset))
        {
            return false;
        }

        micros -= offset;
        return text.IsEmpty;
    }

    /// <summary>Reads a timestamp; a zone, if there is one, is taken off.</summary>
    /// <param name="text">For example <c>2024-02-29T12:34:56.7Z</c> or <c>0044-03-15 12:00:00+00 BC</c>.</param>
    /// <param name="micros">Microseconds since 1970-01-01, in UTC if a zone was given.</param>
    public static bool TryParseTimestamp(ReadOnlySpan<char> text, out long micros)
    {
        micros = 0;
        var isBc = TakeEra(ref text);
        if (!TryTakeDate(ref text, isBc, out var days) || text.IsEmpty || text[0] is not ('T' or ' '))
        {
            return false;
        }

        text = text[1..];
        if (!TryTakeTime(ref text, out var time) || !TryTakeZone(ref text, out var offset) || !text.IsEmpty)
        {
            return false;
        }

        var whole = ((Int128)days * MicrosPerDay) + time - offset;
        if (whole > long.MaxValue || whole < long.MinValue)
        {
            return false;
        }

        micros = (long)whole;
        return true;
    }

    /// <summary>A date. ISO years are signed, PostgreSQL's have an era.</summary>
    public static string FormatDate(long days, bool postgres)
    {
        var text = new StringBuilder(16);
        AppendDate(text, days, postgres, out var suffix);
        return text.Append(suffix).ToString();
    }

    /// <summary>A time of day with exactly <paramref name="precision"/> places.</summary>
    public static string FormatTime(long micros, int precision)
    {
        var text = new StringBuilder(16);
        AppendTime(text, micros, precision);
        return text.ToString();
    }

    /// <summary>
    /// A timestamp with exactly <paramref name="precision"/> places, a blank between date and time, and the zone given.
    /// </summary>
    public static string FormatTimestamp(long micros, int precision, string zone, bool postgres)
    {
        var days = Math.DivRem(micros, MicrosPerDay, out var time);
        if (time < 0)
        {
            (days, time) = (days - 1, time + MicrosPerDay);
        }

        var text = new StringBuilder(32);
        AppendDate(text, days, postgres, out var suffix);
        text.Append(' ');
        AppendTime(text, time, precision);
        return text.Append(zone).Append(suffix).ToString();
    }

    private static void AppendDate(StringBuilder text, long days, bool postgres, out string suffix)
    {
        var (year, month, day) = CivilDate.FromDays(days);
        suffix = "";
        if (postgres && year <= 0)
        {
            (year, suffix) = (1 - year, BeforeChrist);
        }
        else if (year < 0)
        {
            (year, _) = (-year, text.Append('-'));
        }
        else if (!postgres && year > 9999)
        {
            text.Append('+');
        }

        text.Append(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}");
    }

    private static void AppendTime(StringBuilder text, long micros, int precision)
    {
        var seconds = Math.DivRem(micros, 1_000_000, out var fraction);
        text.Append(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        if (precision > 0)
        {
            var digits = fraction.ToString("000000", CultureInfo.InvariantCulture);
            text.Append('.').Append(digits.AsSpan(0, precision));
        }
    }

    private static bool TakeEra(ref ReadOnlySpan<char> text)
    {
        if (!text.EndsWith(BeforeChrist))
        {
            return false;
        }

        text = text[..^BeforeChrist.Length];
        return true;
    }

    private static bool TryTakeDate(ref ReadOnlySpan<char> text, bool isBc, out long days)
    {
        days = 0;
        var isNegative = text.StartsWith("-");
        if (isNegative || text.StartsWith("+"))
        {
            text = text[1..];
        }

        if (
            !TryTakeNumber(ref text, 4, 9, out var year)
            || !TryTakeCharacter(ref text, '-')
            || !TryTakeNumber(ref text, 2, 2, out var month)
            || !TryTakeCharacter(ref text, '-')
            || !TryTakeNumber(ref text, 2, 2, out var day)
        )
        {
            return false;
        }

        if (isBc && (year == 0 || isNegative))
        {
            return false;
        }

        long astronomical =
            isBc ? 1 - year
            : isNegative ? -year
            : year;
        if (month is < 1 or > 12 || day < 1 || day > CivilDate.DaysInMonth(astronomical, month))
        {
            return false;
        }

        days = CivilDate.ToDays(astronomical, month, day);
        return true;
    }

    private static bool TryTakeTime(ref ReadOnlySpan<char> text, out long micros)
    {
        micros = 0;
        var second = 0;
        long fraction = 0;
        if (
            !TryTakeNumber(ref text, 2, 2, out var hour)
            || !TryTakeCharacter(ref text, ':')
            || !TryTakeNumber(ref text, 2, 2, out var minute)
            || (TryTakeCharacter(ref text, ':') && !TryTakeNumber(ref text, 2, 2, out second))
            || (TryTakeCharacter(ref text, '.') && !TryTakeFraction(ref text, out fraction))
        )
        {
            return false;
        }

        micros = ((((hour * 60L) + minute) * 60) + second) * 1_000_000 + fraction;
        return hour <= 24 && minute <= 59 && second <= 59 && micros <= MicrosPerDay;
    }

    /// <summary>A fraction of any length, rounded half up to microseconds.</summary>
    private static bool TryTakeFraction(ref ReadOnlySpan<char> text, out long micros)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        micros = 0;
        for (var i = 0; i < 6; i++)
        {
            micros = (micros * 10) + (i < digits.Length ? digits[i] - '0' : 0);
        }

        micros += digits.Length > 6 && digits[6] >= '5' ? 1 : 0;
        return !digits.IsEmpty;
    }

    private static bool TryTakeZone(ref ReadOnlySpan<char> text, out long micros)
    {
        micros = 0;
        if (text.IsEmpty || TryTakeCharacter(ref text, 'Z'))
        {
            return true;
        }

        var isWest = text[0] == '-';
        if (!isWest && text[0] != '+')
        {
            return false;
        }

        text = text[1..];
        var (minute, second) = (0, 0);
        if (
            !TryTakeNumber(ref text, 2, 2, out var hour)
            || (TryTakeCharacter(ref text, ':') && !TryTakeNumber(ref text, 2, 2, out minute))
            || (TryTakeCharacter(ref text, ':') && !TryTakeNumber(ref text, 2, 2, out second))
        )
        {
            return false;
        }

        micros = ((((hour * 60L) + minute) * 60) + second) * (isWest ? -1_000_000 : 1_000_000);
        return hour <= 18 && minute <= 59 && second <= 59;
    }

    private static bool TryTakeCharacter(ref ReadOnlySpan<char> text, char expected)
    {
        if (text.IsEmpty || text[0] != expected)
        {
            return false;
        }

        text = text[1..];
        return true;
    }

    private static bool TryTakeNumber(ref ReadOnlySpan<char> text, int least, int most, out int number)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var length = end < 0 ? text.Length : end;
        number = 0;
        if (length < least || length > most)
        {
            return false;
        }

        number = int.Parse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture);
        text = text[length..];
        return true;
    }
}
