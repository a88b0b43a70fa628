namespace CdcReplicator.EndToEndTests;

/// <summary>
/// All that is not compared; each line stands in the README of the recordings, under "What the records cannot tell" or
/// the section named.
/// </summary>
internal static class Exemptions
{
    private const string NoConverter = "no converter: the field is missing from schema and row";
    private const string NullSent = "NaN and infinities of numeric cannot be converted; null is sent";
    private const string NameIsNull = "type name: the value is always null";
    private const string NotEvenUnknown = "no converter even for unknown types: the field is missing, or null";
    private const string OneNumber = "an interval is one number of microseconds";
    private const string Altered = "ALTER TABLE sends no events for rows it changes";

    private static readonly Exemption[] All =
    [
        Column("inventory.types_array", "a_interval", NotEvenUnknown),
        Column("inventory.types_array", "a_money", NotEvenUnknown),
        Column("inventory.types_array", "a_dom", NotEvenUnknown),
        Column("inventory.types_geo", "c_box", NoConverter),
        Column("inventory.types_geo", "c_circle", NoConverter),
        Column("inventory.types_geo", "c_line", NoConverter),
        Column("inventory.types_geo", "c_lseg", NoConverter),
        Column("inventory.types_geo", "c_path", NoConverter),
        Column("inventory.types_geo", "c_polygon", NoConverter),
        Column("inventory.types_text", "c_tsquery", NoConverter),
        Column("inventory.types_text", "c_multi", NoConverter),
        Column("inventory.types_text", "c_name", NameIsNull),
        Cells("inventory.types_special", "c_num", NullSent, "10", "12"),
        Cells("inventory.types_special", "c_numps", NullSent, "10"),
        Cells("inventory.types_special", "c_nums_arr", "an array with NaN or infinity becomes null", "10", "11"),
        Cells("inventory.types_array", "a_enum", "an enum array with a NULL element becomes null", "10"),
        Cells("inventory.types_array", "a_int2d", "inner arrays become null elements", "10"),
        Cells("inventory.types_array", "a_text", "inner arrays of text become Java object names", "13"),
        Cells("inventory.types_array", "a_int", "array lower bounds are lost", "13"),
        Cells("inventory.types_array", "a_time", "microseconds of array elements are cut to milliseconds", "10"),
        Column("inventory.types_time", "c_interval", OneNumber),
        Column("inventory.types_time", "c_interval_ym", OneNumber),
        Cells("inventory.defaulted", "nl_interval", OneNumber, "1"),
        Cells("inventory.types_time", "c_timetz", "Values: a timetz of 24:00 turns into 00:00:00Z", "18"),
        Cells("inventory.types_num", "c_varbit_un", "Values: the length of a varbit value is lost", "11"),
        Cells("inventory.evolving", "a", Altered, "1", "2", "3", "4"),
        Cells("inventory.evolving", "d_new", Altered, "1", "2", "3", "4"),
        Cells("inventory.evolving", "f", Altered, "1", "2", "3", "4"),
        Cells("inventory.evolving", "g", Altered, "1", "2", "3", "4"),
        Cells("inventory.docs", "body", "the application itself stored the placeholder's text", "1"),
    ];

    /// <summary>Those of one table of a recording.</summary>
    public static IReadOnlyList<Exemption> Of(string recording, string table)
    {
        string[] told = recording.Split('/')[1] switch
        {
            "modes-string" => [NullSent, OneNumber],
            "modes-double" => [NullSent, NoConverter, NameIsNull],
            _ => [],
        };
        return
        [
            .. All.Where(exemption => exemption.Table == table).Where(exemption => !told.Contains(exemption.Reason)),
        ];
    }

    private static Exemption Column(string table, string column, string reason) => new(table, column, [], reason);

    private static Exemption Cells(string table, string column, string reason, params string[] rows) =>
        new(table, column, rows, reason);
}
