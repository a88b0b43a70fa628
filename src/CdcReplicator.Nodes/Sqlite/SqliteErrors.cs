using System.Globalization;

namespace CdcReplicator.Nodes;

/// <summary>What SQLite's result codes mean. By extended code, never by text.</summary>
internal static class SqliteErrors
{
    /// <summary>Classifies an extended result code.</summary>
    public static DatabaseVerdict Classify(int extendedCode) =>
        extendedCode switch
        {
            275 => DatabaseVerdict.Rejects(RejectionReason.CheckViolation),
            787 => DatabaseVerdict.Rejects(RejectionReason.ForeignKeyViolation),
            1299 => DatabaseVerdict.Rejects(RejectionReason.NotNullViolation),
            1555 or 2579 => DatabaseVerdict.Rejects(RejectionReason.UniqueViolation),
            2067 => DatabaseVerdict.Rejects(RejectionReason.UniqueViolation),
            3091 => DatabaseVerdict.Rejects(RejectionReason.InvalidValue),
            1811 => DatabaseVerdict.Mendable("A trigger of the node refuses the row; drop it or correct the node."),
            _ => ByPrimaryCode(extendedCode & 0xff),
        };

    /// <summary>What the driver says of a row that a constraint refuses.</summary>
    /// <param name="message">SQLite's own words.</param>
    public static string Constraint(string message) => Problem(19, message);

    /// <summary>What the driver says of an error.</summary>
    /// <param name="code">The result code; not the extended one.</param>
    /// <param name="message">SQLite's own words.</param>
    public static string Problem(int code, string message) =>
        string.Create(CultureInfo.InvariantCulture, $"SQLite Error {code}: '{message}'.");

    private static DatabaseVerdict ByPrimaryCode(int code) =>
        code switch
        {
            5 or 6 => DatabaseVerdict.Transient("Another process works on the file; it is tried again."),
            7 => DatabaseVerdict.Transient("The applier is out of memory; it is tried again."),
            9 or 10 or 15 => DatabaseVerdict.Transient("It is tried again; if it lasts, look at the node's disk."),
            13 => DatabaseVerdict.Transient("The node's disk is full; free space."),
            1 or 17 => DatabaseVerdict.Mendable(
                "The node's tables were changed meanwhile: give them what SQLite's message misses."
            ),
            20 => DatabaseVerdict.Rejects(RejectionReason.InvalidValue),
            3 or 23 => DatabaseVerdict.Mendable("Give the applier's account the right to the file."),
            8 => DatabaseVerdict.Mendable("Make the file and its folder writable for the applier's account."),
            14 => DatabaseVerdict.Mendable(
                "Create the file and its tables, or correct Data Source in the connection string."
            ),
            11 => DatabaseVerdict.Fatal("The file is damaged; seed the node again, then start the applier again."),
            26 => DatabaseVerdict.Mendable(
                "The file is no SQLite database; correct Data Source in the connection string."
            ),
            _ => DatabaseVerdict.Mendable("Read SQLite's message and correct the node."),
        };
}
