using System.Globalization;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// What the recorded connectors' settings make of values, column by column (README of the recordings).
/// </summary>
internal static class RecordedLosses
{
    /// <summary>"NULL and defaults": converters at their defaults send a column's default where it is NULL.</summary>
    private static readonly RecordedLoss[] NullsAsDefaults =
    [
        Default("nl_int", "7"),
        Default("nl_text", "'dflt'"),
        Default("nl_empty", "''"),
        Default("nl_dec", "-0.25"),
        Default("nl_bool", "true"),
        Default("nl_date", "'2020-02-29'"),
        Default("nl_ts", "'2021-03-04 05:06:07.891234'"),
        Default("nl_tstz", "'2021-03-04 05:06:07+02'"),
        Default("nl_time", "'01:02:03'"),
        Default("nl_today", "'1970-01-01'"),
        Default("nl_uuid", "'00000000-0000-0000-0000-000000000000'"),
        Default("nl_json", "'{\"a\": 1}'"),
        Default("nl_double", "2.5"),
        Default("nl_real", "'NaN'"),
        Default("nl_bit", "B'101'"),
        Default("nl_char", "'ab'"),
    ];

    private static readonly RecordedLoss[] NumericIntervals = [Default("nl_interval", "'24:00'")];

    /// <summary>Text of times has no 24:00. A decimal that is text or a double has a default in its schema.</summary>
    private static readonly RecordedLoss[] Strings =
    [
        Default("nl_num", "12.5"),
        Default("nl_interval", "'1 day'"),
        .. Midnight("c_time", "c_time0", "c_time3"),
    ];

    private static readonly RecordedLoss[] Doubles =
    [
        Default("nl_num", "12.5"),
        .. AsDouble("inventory.types_num", "c_dec", "c_dec0", "c_dec38", "c_num", "c_price", "c_money"),
        .. AsDouble("inventory.types_special", "c_num", "c_numps", "c_numneg", "c_nums"),
        new("inventory.types_special", "c_nums_arr", Each("c_nums_arr", "(e::float8)::text::numeric")),
        new("inventory.types_array", "a_dec", Each("a_dec", "(e::float8)::text::numeric")),
        new("inventory.types_array", "a_num", Each("a_num", "(e::float8)::text::numeric")),
    ];

    private static readonly RecordedLoss[] Milliseconds =
    [
        new("inventory.defaulted", "nl_ts", Millis("nl_ts")),
        new("inventory.types_time", "c_ts", Millis("c_ts")),
        new("inventory.types_time", "c_time", $"({Millis("c_time::interval")})::time", "c_time <> '24:00'"),
        new("inventory.types_array", "a_ts", Each("a_ts", Millis("e"))),
    ];

    /// <summary>Those of a recording, whatever its encoding.</summary>
    public static IReadOnlyList<RecordedLoss> Of(string run) =>
        run switch
        {
            "default" => [.. NullsAsDefaults, .. NumericIntervals],
            "modes-string" => [.. NullsAsDefaults, .. Strings],
            "modes-double" => [.. NullsAsDefaults, .. NumericIntervals, .. Doubles],
            "modes-connect" => [.. NullsAsDefaults, .. NumericIntervals, .. Milliseconds],
            _ => [],
        };

    /// <summary>
    /// Columns that must be wider than the source's to take what comes: as doubles, numbers of many digits round up to
    /// one digit more, and the largest money to more than money.
    /// </summary>
    public static IReadOnlyList<(string Table, string Column, string Type)> Widened(string run) =>
        run == "modes-double"
            ?
            [
                ("inventory.types_num", "c_dec0", "numeric(21,0)"),
                ("inventory.types_num", "c_dec38", "numeric(39,10)"),
                ("inventory.types_num", "c_money", "numeric(20,2)"),
            ]
            : [];

    private static RecordedLoss Default(string column, string value) =>
        new("inventory.defaulted", column, value, $"{column} IS NULL");

    private static IEnumerable<RecordedLoss> Midnight(params string[] columns) =>
        columns.Select(column => new RecordedLoss("inventory.types_time", column, "'00:00'", $"{column} = '24:00'"));

    private static IEnumerable<RecordedLoss> AsDouble(string table, params string[] columns) =>
        columns.Select(column => new RecordedLoss(table, column, $"({column}::float8)::text::numeric"));

    private static string Millis(string value) => $"date_trunc('milliseconds', {value})";

    private static string Each(string array, string value) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"CASE WHEN {array} IS NOT NULL THEN ARRAY(SELECT {value} FROM unnest({array}) e) END"
        );
}
