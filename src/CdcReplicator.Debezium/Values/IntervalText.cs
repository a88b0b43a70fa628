using System.Globalization;
using System.Text;

namespace CdcReplicator.Debezium;

/// <summary>
/// Text of intervals: ISO 8601 with designators, each part with its own sign; <c>P1Y2M3DT4H5M6.789S</c>.
/// </summary>
internal static class IntervalText
{
    private const long MicrosPerSecond = 1_000_000;

    /// <summary>Reads an ISO interval. Years count twelve months, weeks seven days; hours to seconds add up.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PgInterval interval)
    {
        interval = default;
        if (!text.StartsWith("P") || text.Length < 3)
        {
            return false;
        }

        text = text[1..];
        var (inTime, any) = (false, false);
        Int128 months = 0;
        Int128 days = 0;
        Int128 micros = 0;
        while (!text.IsEmpty)
        {
            if (!inTime && text[0] == 'T')
            {
                inTime = true;
                text = text[1..];
                continue;
            }

            if (
                !IntervalPart.TryTake(ref text, out var whole, out var fraction, out var unit)
                || (fraction != 0 && unit != 'S')
            )
            {
                return false;
            }

            any = true;
            switch (unit, inTime)
            {
                case ('Y', false):
                    months += whole * 12;
                    break;
                case ('M', false):
                    months += whole;
                    break;
                case ('W', false):
                    days += whole * 7;
                    break;
                case ('D', false):
                    days += whole;
                    break;
                case ('H', true):
                    micros += whole * 3600 * MicrosPerSecond;
                    break;
                case ('M', true):
                    micros += whole * 60 * MicrosPerSecond;
                    break;
                case ('S', true):
                    micros += (whole * MicrosPerSecond) + fraction;
                    break;
                default:
                    return false;
            }
        }

        var fits =
            months >= int.MinValue
            && months <= int.MaxValue
            && days >= int.MinValue
            && days <= int.MaxValue
            && micros >= long.MinValue
            && micros <= long.MaxValue;
        interval = fits ? new PgInterval((int)months, (int)days, (long)micros) : default;
        return any && fits;
    }

    /// <summary>The one ISO form of an interval; zero is <c>PT0S</c>.</summary>
    public static string Format(PgInterval interval)
    {
        var text = new StringBuilder("P", 32);
        Append(text, interval.Months / 12, 'Y');
        Append(text, interval.Months % 12, 'M');
        Append(text, interval.Days, 'D');
        if (interval.Micros != 0)
        {
            text.Append('T');
            Append(text, interval.Micros / (3600 * MicrosPerSecond), 'H');
            Append(text, interval.Micros / (60 * MicrosPerSecond) % 60, 'M');
            AppendSeconds(text, interval.Micros % (60 * MicrosPerSecond));
        }

        return text.Length == 1 ? "PT0S" : text.ToString();
    }

    private static void Append(StringBuilder text, long number, char unit)
    {
        if (number != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{number}").Append(unit);
        }
    }

    private static void AppendSeconds(StringBuilder text, long micros)
    {
        if (micros == 0)
        {
            return;
        }

        var (seconds, fraction) = Math.DivRem(Math.Abs(micros), MicrosPerSecond);
        text.Append(micros < 0 ? "-" : "").Append(CultureInfo.InvariantCulture, $"{seconds}");
        if (fraction != 0)
        {
            text.Append('.').Append(fraction.ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0'));
        }

        text.Append('S');
    }
}
