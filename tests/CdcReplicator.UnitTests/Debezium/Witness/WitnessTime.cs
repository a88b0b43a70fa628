using System.Globalization;
using System.Text.RegularExpressions;
using CdcReplicator.Model;

namespace CdcReplicator.UnitTests;

/// <summary>Times as .NET's calendar counts them, and the numbers that stand for infinity (README, "Values").</summary>
internal static partial class WitnessTime
{
    private const long Second = 1_000_000;
    private const int YearsOfACycle = 400;
    private const int DaysOfACycle = 146_097;
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    public static DataValue Date(long days) =>
        DataValue.Date(
            days switch
            {
                -2_147_472_692 => DataValue.PositiveInfinity,
                -2_147_472_691 => DataValue.NegativeInfinity,
                _ => days,
            }
        );

    public static DataValue Timestamp(long micros) =>
        DataValue.Micros(
            DataKind.Timestamp,
            micros switch
            {
                9_223_372_036_825_200_000 => DataValue.PositiveInfinity,
                -9_223_372_036_832_400_000 => DataValue.NegativeInfinity,
                _ => micros,
            }
        );

    public static long Instant(string text) =>
        text switch
        {
            "infinity" => DataValue.PositiveInfinity,
            "-infinity" => DataValue.NegativeInfinity,
            _ => checked(
                (long)(
                    ((Int128)Days(text[..text.IndexOf('T', StringComparison.Ordinal)]) * 86_400 * Second)
                    + Clock(text[(text.IndexOf('T', StringComparison.Ordinal) + 1)..])
                )
            ),
        };

    // .NET's calendar has the years 1 to 9999 and repeats itself every 400.
    public static long Days(string text)
    {
        var match = DateText().Match(text);
        var year = long.Parse(match.Groups[1].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var cycles = (year / YearsOfACycle) - (year < 1 ? 2 : 0);
        var date = new DateOnly(
            (int)(year - (cycles * YearsOfACycle)) + YearsOfACycle,
            Group(match, 2),
            Group(match, 3)
        );
        return date.DayNumber - Epoch + ((cycles - 1) * DaysOfACycle);
    }

    public static long Clock(string text)
    {
        var match = ClockText().Match(text);
        Xunit.Assert.True(match.Success, text);
        var fraction = match.Groups[4].Value.PadRight(6, '0')[..6];
        return ((((Group(match, 1) * 60L) + Group(match, 2)) * 60) + Group(match, 3)) * Second
            + int.Parse(fraction, CultureInfo.InvariantCulture);
    }

    public static PgInterval Interval(string text)
    {
        var match = IntervalText().Match(text);
        Xunit.Assert.True(match.Success, text);
        var seconds = match.Groups[6].Value is { Length: > 0 } digits
            ? decimal.Parse(digits, CultureInfo.InvariantCulture)
            : 0;
        return new PgInterval(
            (Group(match, 1) * 12) + Group(match, 2),
            Group(match, 3),
            (((Group(match, 4) * 60L) + Group(match, 5)) * 60 * Second) + (long)(seconds * Second)
        );
    }

    private static int Group(Match match, int group) =>
        match.Groups[group].Value is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^([+-]?\d{4,})-(\d\d)-(\d\d)Z?$")]
    private static partial Regex DateText();

    [GeneratedRegex(@"^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?Z?$")]
    private static partial Regex ClockText();

    [GeneratedRegex(
        @"^P(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+(?:\.\d+)?)S)?)?$"
    )]
    private static partial Regex IntervalText();
}
