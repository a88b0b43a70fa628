namespace CdcReplicator.Nodes;

/// <summary>A type as PostgreSQL's catalog has it.</summary>
/// <param name="Type">The type itself.</param>
/// <param name="Element">The oid and modifier of an array's elements; null if it is none.</param>
/// <param name="Base">The oid and modifier of a domain's base; null if it is none.</param>
/// <param name="Equality">Its equality operator, as SQL, where that is not PostgreSQL's own <c>=</c>.</param>
internal sealed record PostgresTypeRow(
    PostgresTypeDescription Type,
    (long Oid, int Modifier)? Element,
    (long Oid, int Modifier)? Base,
    string? Equality
)
{
    /// <summary>What it is made of.</summary>
    public IEnumerable<(long Oid, int Modifier)> Parts => new[] { Element, Base }.OfType<(long Oid, int Modifier)>();
}
