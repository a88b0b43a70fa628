using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>The forms of values that a SQLite database keeps without a type of their own.</summary>
internal static class SqliteForms
{
    /// <summary>
    /// Bytes in text are hexadecimal; a number in a column of times counts in the unit of the column's precision.
    /// </summary>
    public static ValueForms Stored { get; } = new() { Binaries = BinaryForm.Hex, Times = TemporalForm.Adaptive };
}
