namespace CdcReplicator.Debezium;

/// <summary>
/// Days since 1970-01-01 and back, in the proleptic Gregorian calendar with a year 0 (= 1 BC). .NET's own types end at
/// the years 1 and 9999.
/// </summary>
internal static class CivilDate
{
    private const int DaysPerEra = 146097;
    private const int DaysToEpoch = 719468;

    /// <summary>The day number of a date; the month and day must be valid.</summary>
    public static long ToDays(long year, int month, int day)
    {
        var y = month <= 2 ? year - 1 : year;
        var era = Math.DivRem(y >= 0 ? y : y - 399, 400).Quotient;
        var yearOfEra = y - (era * 400);
        var dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * DaysPerEra) + dayOfEra - DaysToEpoch;
    }

    /// <summary>The date of a day number.</summary>
    public static (long Year, int Month, int Day) FromDays(long days)
    {
        var z = days + DaysToEpoch;
        var era = (z >= 0 ? z : z - (DaysPerEra - 1)) / DaysPerEra;
        var dayOfEra = z - (era * DaysPerEra);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36524) - (dayOfEra / 146096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shifted = ((5 * dayOfYear) + 2) / 153;
        var day = (int)(dayOfYear - (((153 * shifted) + 2) / 5) + 1);
        var month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }

    /// <summary>How many days a month has.</summary>
    public static int DaysInMonth(long year, int month) =>
        month == 2 ? (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28)
        : month is 4 or 6 or 9 or 11 ? 30
        : 31;
}
