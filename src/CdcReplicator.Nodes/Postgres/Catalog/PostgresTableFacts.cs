namespace CdcReplicator.Nodes;

/// <summary>What batching must know of a table, from what PostgreSQL's catalog says.</summary>
internal static class PostgresTableFacts
{
    /// <summary>Check, foreign key, primary key, unique, NOT NULL; constraint triggers are read as triggers.</summary>
    private const string KnownKinds = "cfpunt";

    private const char OnOrigin = 'O';
    private const char OnReplica = 'R';
    private const char Always = 'A';
    private const char Expression = 'E';

    /// <summary>The facts.</summary>
    /// <param name="columns">Its columns.</param>
    /// <param name="indexes">Its unique indexes.</param>
    /// <param name="constraints">Its constraints.</param>
    /// <param name="actors">
    /// When its triggers and rules act (<c>tgenabled</c>, <c>ev_enabled</c>); E for each expression index.
    /// </param>
    /// <param name="isPartitioned">Whether it is a part of a table or made of parts.</param>
    /// <param name="isReplica">Whether trusted changes are written as a replica.</param>
    public static TableFacts Of(
        IReadOnlyList<PostgresColumnRow> columns,
        IReadOnlyList<PostgresIndexRow> indexes,
        IReadOnlyList<PostgresConstraintRow> constraints,
        IReadOnlyList<char> actors,
        bool isPartitioned,
        bool isReplica
    )
    {
        var onOrigin = actors.Any(when => when is OnOrigin or Always);
        var onReplica = actors.Any(when => when is OnReplica or Always);
        return new TableFacts
        {
            ActsOnChecked = onOrigin,
            ActsOnTrusted = isReplica ? onReplica : onOrigin,
            HasOpaqueConstraint =
                indexes.Any(index => !index.IsPlain)
                || constraints.Any(constraint => constraint.IsPeriod || !KnownKinds.Contains(constraint.Kind)),
            ComputesWithValues =
                columns.Any(column => column.IsDomain || column.Generated) || actors.Contains(Expression),
            ForeignKeysActOnTrusted = !isReplica,
            MayDoWithoutTriggers = isReplica && !onReplica && !constraints.Any(constraint => constraint.NeedsTriggers),
            EnforcesAtOnce = !constraints.Any(constraint => constraint.IsDeferred),
            // A deferrable one is enforced by a trigger, which comes before or after those of foreign keys.
            RefusesAtOnce =
                !constraints.Any(constraint => constraint.IsDeferred) && indexes.All(index => index.IsImmediate),
            IsPartitioned = isPartitioned,
            InexactColumns =
            [
                .. columns
                    .Where(column => column is { IsInexact: true, Column: not null })
                    .Select(column => column.Column!),
                .. indexes.Where(index => !index.IsExact).SelectMany(index => index.Columns),
            ],
        };
    }
}
