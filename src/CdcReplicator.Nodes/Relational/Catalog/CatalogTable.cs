using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A table as a catalog reader found it, and what only the engine needs of it.</summary>
/// <param name="Definition">The table.</param>
/// <param name="KeyArbitrates">Whether its key can decide <c>ON CONFLICT</c>; a deferrable constraint cannot.</param>
/// <param name="DeferredConstraints">Quoted names of its constraints that are checked at commit by themselves.</param>
/// <param name="Facts">What batching must know.</param>
internal sealed record CatalogTable(
    TableDefinition Definition,
    bool KeyArbitrates,
    IReadOnlyList<string> DeferredConstraints,
    TableFacts Facts
)
{
    /// <summary>Its version as it was read; the default where a database has one for all its tables.</summary>
    public TableVersion Version { get; init; }

    /// <summary>What the database calls it, quoted, where that does not follow from its name.</summary>
    public string? DeclaredAs { get; init; }

    /// <summary>
    /// Equality operators, as SQL, of columns whose type has one of its own beside the database's <c>=</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Equalities { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether its database hides rows of it from the applier's role (row-level security).</summary>
    public bool HidesRows { get; init; }

    /// <summary>Whether it is a part of another table.</summary>
    public bool IsPartition { get; init; }
}
