using System.Globalization;
using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Text forms of times and intervals as Debezium writes them.</summary>
internal static class ConnectText
{
    private const long MicrosPerSecond = 1_000_000;
    private const long MicrosPerMinute = 60 * MicrosPerSecond;
    private const long MicrosPerHour = 60 * MicrosPerMinute;
    private const long MicrosPerDay = 24 * MicrosPerHour;
    private const int MicroDigits = 6;

    /// <summary>
    /// <c>io.debezium.time.ZonedTimestamp</c>: UTC, exactly <paramref name="digits"/> decimals, or <c>infinity</c>.
    /// </summary>
    public static string ZonedTimestamp(long micros, int digits)
    {
        var text = new StringBuilder(32);
        return AppendTimestamp(text, micros, digits) ? text.Append('Z').ToString() : text.ToString();
    }

    /// <summary>As <see cref="ZonedTimestamp"/> without the zone.</summary>
    public static string Timestamp(long micros, int digits)
    {
        var text = new StringBuilder(32);
        AppendTimestamp(text, micros, digits);
        return text.ToString();
    }

    /// <summary><c>io.debezium.time.ZonedTime</c>: UTC, decimals only where there are some.</summary>
    public static string ZonedTime(long micros) => Time(micros) + "Z";

    /// <summary>Time of day, decimals only where there are some.</summary>
    public static string Time(long micros)
    {
        var text = new StringBuilder(16);
        var fraction = (micros % MicrosPerSecond).ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0');
        AppendTime(text, micros, fraction.Length);
        return text.ToString();
    }

    /// <summary><c>yyyy-MM-dd</c>, or <c>infinity</c>.</summary>
    public static string Date(long days)
    {
        var text = new StringBuilder(16);
        if (!AppendInfinity(text, days))
        {
            AppendDate(text, days);
        }

        return text.ToString();
    }

    /// <summary><c>io.debezium.time.Interval</c>: <c>P1Y2M3DT4H5M6.789S</c>, every part with its own sign.</summary>
    public static string Interval(PgInterval interval)
    {
        var (hours, rest) = Math.DivRem(interval.Micros, MicrosPerHour);
        var (minutes, seconds) = Math.DivRem(rest, MicrosPerMinute);
        var fraction = Math.Abs(seconds % MicrosPerSecond)
            .ToString("000000", CultureInfo.InvariantCulture)
            .TrimEnd('0');
        return string.Create(
            CultureInfo.InvariantCulture,
            $"P{interval.Months / 12}Y{interval.Months % 12}M{interval.Days}DT{hours}H{minutes}M"
                + $"{(seconds < 0 ? "-" : "")}{Math.Abs(seconds) / MicrosPerSecond}"
                + $"{(fraction.Length > 0 ? "." : "")}{fraction}S"
        );
    }

    private static bool AppendTimestamp(StringBuilder text, long micros, int digits)
    {
        if (AppendInfinity(text, micros))
        {
            return false;
        }

        var days = Math.DivRem(micros, MicrosPerDay, out var ofDay);
        if (ofDay < 0)
        {
            (days, ofDay) = (days - 1, ofDay + MicrosPerDay);
        }

        AppendDate(text, days);
        text.Append('T');
        AppendTime(text, ofDay, digits);
        return true;
    }

    /// <summary>As Java writes it: <c>-0043-03-15</c> for 44 BC, <c>+12345-06-07</c> past 9999.</summary>
    private static void AppendDate(StringBuilder text, long days)
    {
        var (year, month, day) = CivilDate.FromDays(days);
        text.Append(
            CultureInfo.InvariantCulture,
            $"{(year < 0 ? "-" : year > 9999 ? "+" : "")}{Math.Abs(year):0000}-{month:00}-{day:00}"
        );
    }

    private static bool AppendInfinity(StringBuilder text, long value)
    {
        var infinity = value switch
        {
            DataValue.PositiveInfinity => "infinity",
            DataValue.NegativeInfinity => "-infinity",
            _ => null,
        };
        text.Append(infinity);
        return infinity is not null;
    }

    private static void AppendTime(StringBuilder text, long micros, int digits)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"{micros / MicrosPerHour:00}:{micros / MicrosPerMinute % 60:00}:{micros / MicrosPerSecond % 60:00}"
        );
        if (digits > 0)
        {
            var fraction = (micros % MicrosPerSecond).ToString("000000", CultureInfo.InvariantCulture);
            text.Append('.').Append(fraction.AsSpan(0, Math.Min(digits, MicroDigits)));
        }
    }
}
