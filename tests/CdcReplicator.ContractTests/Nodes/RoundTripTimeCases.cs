using CdcReplicator.Model;
using static CdcReplicator.ContractTests.RoundTripCases;

namespace CdcReplicator.ContractTests;

internal static class RoundTripTimeCases
{
    public static IReadOnlyList<RoundTripCase> All { get; } =
    [
        new(
            "date",
            "DATE",
            Text("2024-02-29"),
            Text("0001-01-01"),
            Text("9999-12-31"),
            Text("infinity"),
            Text("-infinity"),
            Text("0044-03-15 BC"),
            Text("4714-11-24 BC"),
            Text("12345-06-07"),
            Text("5874897-12-31"),
            Text("1582-10-10"),
            (DataValue.Date(-2147472692), "infinity"),
            (DataValue.Date(-2147472691), "-infinity"),
            (DataValue.Date(-1), "1969-12-31")
        ),
        new("time", "TIME", Text("00:00:00"), Text("24:00:00"), Text("23:59:59.999999"), Text("00:00:00.000001")),
        new("time(3)", "TIME(3)", Text("12:34:56.789"), (DataValue.Text("12:34:56.7895"), "12:34:56.79")),
        new("time(0)", "TIME(0)", Text("24:00:00"), (DataValue.Text("23:59:59.5"), "24:00:00")),
        new(
            "timetz",
            "TIMETZ",
            (DataValue.Text("11:51:30.123789Z"), "11:51:30.123789+00"),
            (DataValue.Text("00:00:00+14:00"), "10:00:00+00"),
            (DataValue.Text("23:59:59.999999-12"), "11:59:59.999999+00"),
            (DataValue.Text("24:00:00Z"), "24:00:00+00")
        ),
        new(
            "timestamp",
            "TIMESTAMP",
            Text("2024-02-29 12:34:56.789012"),
            Text("infinity"),
            Text("-infinity"),
            Text("0044-03-15 12:00:00 BC"),
            Text("12345-06-07 08:09:10.111213"),
            Text("0001-01-01 00:00:00"),
            Text("9999-12-31 23:59:59.999999"),
            Text("1969-12-31 23:59:59.999999"),
            Text("4714-11-24 00:00:00 BC"),
            Text("294246-12-31 23:59:59.999999")
        ),
        new(
            "timestamp(3)",
            "TIMESTAMP(3)",
            Text("0044-03-15 12:00:00.123 BC"),
            (DataValue.Text("2024-01-01 00:00:00.0005"), "2024-01-01 00:00:00.001"),
            (DataValue.Text("1999-12-31 23:59:59.9985"), "1999-12-31 23:59:59.998")
        ),
        new("timestamp(0)", "TIMESTAMP(0)", Text("2024-02-29 12:34:56")),
        new(
            "timestamptz",
            "TIMESTAMPTZ",
            (DataValue.Text("2016-11-04T11:51:30.123456Z"), "2016-11-04 11:51:30.123456+00"),
            Text("infinity"),
            Text("-infinity"),
            (DataValue.Text("-0043-03-15T12:00:00.000000Z"), "0044-03-15 12:00:00+00 BC"),
            (DataValue.Text("+12345-06-07T08:09:10.111213Z"), "12345-06-07 08:09:10.111213+00"),
            (DataValue.Text("2024-02-29 12:34:56.789012+02"), "2024-02-29 10:34:56.789012+00")
        ),
        new(
            "interval",
            "INTERVAL",
            Interval(-14, 3, -14706789000, "P-1Y-2M3DT-4H-5M-6.789S"),
            Interval(2136000000, 0, 0, "P178000000Y"),
            Interval(0, 0, 1, "PT0.000001S"),
            Interval(0, -1, 1000000, "P-1DT1S"),
            Interval(0, 0, 36000000000000, "PT10000H"),
            Interval(0, 0, 0, "PT0S"),
            Interval(11, 0, 0, "P11M")
        ),
        // PostgreSQL 14 reads hours as 32 bits.
        new("interval(6)", "INTERVAL", Interval(0, 0, long.MaxValue, "PT2562047788H54.775807S")) { Since = 15 },
        new("interval year to month", "INTERVAL", Interval(14, 0, 0, "P1Y2M"), Interval(-36, 0, 0, "P-3Y")),
    ];

    private static (DataValue Value, string Printed) Interval(int months, int days, long micros, string printed) =>
        (DataValue.Interval(new PgInterval(months, days, micros)), printed);
}
