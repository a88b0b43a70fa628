namespace CdcReplicator.Model;

/// <summary>A column's type.</summary>
/// <param name="Kind">The logical type.</param>
/// <param name="NativeName">
/// The node's own name of the type, for messages and casts; for example <c>numeric(10,2)</c>.
/// </param>
/// <param name="Length">Declared length of char, varchar, bit and varbit; null if unlimited.</param>
/// <param name="Precision">Declared precision: digits of a decimal, fractional digits of times (null = 6).</param>
/// <param name="Scale">Declared scale of a decimal; null if the scale varies.</param>
/// <param name="Element">Type of the elements, if an array.</param>
internal sealed record ColumnType(
    ColumnKind Kind,
    string NativeName,
    int? Length = null,
    int? Precision = null,
    int? Scale = null,
    ColumnType? Element = null
);
