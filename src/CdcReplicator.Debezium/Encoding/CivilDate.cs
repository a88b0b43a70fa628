using System.Globalization;
using System.Text;

namespace CdcReplicator.Debezium;

/// <summary>Proleptic Gregorian dates of any year; <see cref="DateTime"/> ends at the years 1 and 9999. Year 0 is 1 BC.</summary>
internal readonly record struct CivilDate(long Year, int Month, int Day)
{
    private const int DaysPerEra = 146_097;
    private const int YearsPerEra = 400;

    /// <summary>Days from 0000-03-01, where the era's years begin, to 1970-01-01.</summary>
    private const int EpochShift = 719_468;

    /// <summary>The date of a number of days since 1970-01-01.</summary>
    public static CivilDate FromDays(long days)
    {
        var shifted = days + EpochShift;
        var era = Math.DivRem(shifted, DaysPerEra, out var dayOfEra);
        if (dayOfEra < 0)
        {
            (era, dayOfEra) = (era - 1, dayOfEra + DaysPerEra);
        }

        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shiftedMonth = ((5 * dayOfYear) + 2) / 153;
        var month = (int)(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9);
        var day = (int)(dayOfYear - (((153 * shiftedMonth) + 2) / 5) + 1);
        return new CivilDate((era * YearsPerEra) + yearOfEra + (month <= 2 ? 1 : 0), month, day);
    }

    /// <summary>Appends <c>yyyy-MM-dd</c> as Java writes it: <c>-0043-03-15</c> for 44 BC, <c>+12345-06-07</c> past 9999.</summary>
    public void AppendTo(StringBuilder text) =>
        text.Append(
            CultureInfo.InvariantCulture,
            $"{(Year < 0 ? "-" : Year > 9999 ? "+" : "")}{Math.Abs(Year):0000}-{Month:00}-{Day:00}"
        );
}
