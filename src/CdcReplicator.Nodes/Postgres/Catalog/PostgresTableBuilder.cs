using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Puts a table together from what the catalog says of it.</summary>
internal static class PostgresTableBuilder
{
    /// <summary>
    /// The table; its key is the primary key, else the replica-identity index, else the first plain unique index over
    /// NOT NULL columns. No change brings the value of a generated column, so a key with one gives way to another;
    /// where there is none, the table is refused.
    /// </summary>
    public static CatalogTable Build(
        TableName name,
        IReadOnlyList<ColumnDefinition> columns,
        IReadOnlyList<PostgresIndexRow> indexes,
        IReadOnlyList<PostgresConstraintRow> constraints,
        TableFacts facts
    )
    {
        var key = ChooseKey(columns, indexes);
        var definition = new TableDefinition(
            name,
            columns,
            key?.Columns ?? [],
            [.. indexes.Where(index => index != key).Select(index => new UniqueConstraint(index.Name, index.Columns))],
            [
                .. constraints
                    .Where(constraint => constraint.Kind == 'c')
                    .Select(constraint => new CheckConstraint(constraint.Name, constraint.Expression ?? "")),
            ],
            [
                .. constraints
                    .Where(constraint => constraint is { Kind: 'f', References: not null })
                    .Select(constraint => new ForeignKeyConstraint(
                        constraint.Name,
                        constraint.Columns,
                        constraint.References!.Value,
                        constraint.ReferencedColumns
                    )),
            ]
        );
        return new CatalogTable(
            definition,
            key is { IsImmediate: true, IsExclusion: false },
            [
                .. constraints
                    .Where(constraint => constraint.IsDeferred)
                    .Select(constraint => $"{Quote(constraint.Schema)}.{Quote(constraint.Name)}"),
            ],
            facts
        );
    }

    private static PostgresIndexRow? ChooseKey(
        IReadOnlyList<ColumnDefinition> columns,
        IReadOnlyList<PostgresIndexRow> indexes
    )
    {
        var named =
            indexes.FirstOrDefault(index => index.IsPrimary)
            ?? indexes.FirstOrDefault(index => index.IsReplicaIdentity);
        var generated = columns.Where(column => column.Generated).Select(column => column.Name).ToHashSet();
        if (named is not null && !named.Columns.Any(generated.Contains))
        {
            return named;
        }

        var unfit = columns.Where(column => column.Nullable).Select(column => column.Name).Union(generated).ToHashSet();
        return indexes.FirstOrDefault(index => index.IsPlain && !index.Columns.Any(unfit.Contains)) ?? named;
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
