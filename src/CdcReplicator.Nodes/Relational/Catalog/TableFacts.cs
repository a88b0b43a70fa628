namespace CdcReplicator.Nodes;

/// <summary>What decides, beyond a table's definition, whether its changes may be taken together.</summary>
internal sealed record TableFacts
{
    /// <summary>A table about which there is nothing special.</summary>
    public static readonly TableFacts Plain = new();

    /// <summary>Whether triggers or rules act when checked changes are written.</summary>
    public bool ActsOnChecked { get; init; }

    /// <summary>Whether triggers or rules act when trusted changes are written.</summary>
    public bool ActsOnTrusted { get; init; }

    /// <summary>
    /// Whether something forbids rows for reasons that the values of columns alone do not show: a partial or expression
    /// unique index, an exclusion constraint, a conflict clause.
    /// </summary>
    public bool HasOpaqueConstraint { get; init; }

    /// <summary>
    /// Whether something besides CHECK constraints computes with values and may refuse them: a domain, a generated
    /// column, an expression index.
    /// </summary>
    public bool ComputesWithValues { get; init; }

    /// <summary>Whether foreign keys act when trusted changes are written.</summary>
    public bool ForeignKeysActOnTrusted { get; init; }

    /// <summary>
    /// Whether unique constraints and foreign keys are enforced by each statement, and none of them first at the
    /// commit.
    /// </summary>
    public bool EnforcesAtOnce { get; init; }

    /// <summary>
    /// Whether a row that violates a unique constraint, or else a foreign key, is refused by its own statement, so that
    /// the refusal names it.
    /// </summary>
    public bool RefusesAtOnce { get; init; }

    /// <summary>Whether it is a part of a table or made of parts, so that there may be none that takes a row.</summary>
    public bool IsPartitioned { get; init; }

    /// <summary>
    /// Whether what triggers do for a table's constraints can be left out, once it is known that the parents of its
    /// rows are there and stay there (<see cref="IRelationalDatabase.ActAsReplicaAsync"/>).
    /// </summary>
    public bool MayDoWithoutTriggers { get; init; }

    /// <summary>
    /// Columns whose equality in the database is not that of canonical values (a collation of their own).
    /// </summary>
    public HashSet<string> InexactColumns { get; init; } = [];
}
