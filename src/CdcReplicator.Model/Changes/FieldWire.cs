namespace CdcReplicator.Model;

/// <summary>
/// What is known of a field of encoded rows before any row is read: which call of <see cref="IRowSink"/> its values
/// lead to.
/// </summary>
/// <param name="Kind">The kind of its values.</param>
/// <param name="IsCertain">
/// Whether every value is of this kind. If not, one that is not what its type promises comes as
/// <see cref="DataKind.Text"/>.
/// </param>
/// <param name="MayBeNull">Whether NULL can be written at all.</param>
/// <param name="IntegerBits">For integers, the width that every value fits, 32 or 64; else 0.</param>
/// <param name="Scale">For decimals whose scale is the same in every row, that scale; else null.</param>
internal readonly record struct FieldWire(
    DataKind Kind,
    bool IsCertain,
    bool MayBeNull,
    int IntegerBits = 0,
    int? Scale = null
);
