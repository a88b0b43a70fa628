using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What of a table only PostgreSQL judges.</summary>
internal static class PostgresKindConstraints
{
    private const char Exclusion = 'x';

    /// <summary>The constraints, by name.</summary>
    /// <param name="table">The table.</param>
    /// <param name="indexes">Its unique indexes.</param>
    /// <param name="constraints">Its constraints.</param>
    /// <param name="mayLackPartition">Whether it is partitioned, and there may be no partition for a row.</param>
    public static IReadOnlyList<KindConstraint> Of(
        TableDefinition table,
        IReadOnlyList<PostgresIndexRow> indexes,
        IReadOnlyList<PostgresConstraintRow> constraints,
        bool mayLackPartition
    )
    {
        var nullable = table.Columns.Where(column => column.Nullable).Select(column => column.Name).ToHashSet();
        IEnumerable<KindConstraint> all =
        [
            .. mayLackPartition
                ? (ReadOnlySpan<KindConstraint>)[new(KindConstraintForm.NoPartition, table.Name.Name)]
                : [],
            .. indexes
                .Where(index => index.NullsNotDistinct && index.Columns.Any(nullable.Contains))
                .Select(index => new KindConstraint(KindConstraintForm.NullsNotDistinct, index.Name)),
            .. constraints
                .Where(constraint => constraint.Kind == Exclusion)
                .Select(constraint => new KindConstraint(KindConstraintForm.Exclusion, constraint.Name)),
            .. constraints
                .Where(constraint => constraint.IsPeriod)
                .Select(constraint => new KindConstraint(KindConstraintForm.Period, constraint.Name)),
        ];
        return [.. all.OrderBy(constraint => constraint.Name, StringComparer.Ordinal)];
    }
}
