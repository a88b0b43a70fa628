namespace CdcReplicator.Model;

/// <summary>A node's table, as its catalog describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">All columns in table order.</param>
/// <param name="PrimaryKey">
/// Names of the key columns in key order; empty if the table has no key. Where there is no primary key, the
/// replica-identity index or the first unique index over NOT NULL columns stands in.
/// </param>
/// <param name="Uniques">Secondary unique constraints and indexes.</param>
/// <param name="Checks">Check constraints.</param>
/// <param name="ForeignKeys">Foreign keys of this table.</param>
internal sealed record TableDefinition(
    TableName Name,
    IReadOnlyList<ColumnDefinition> Columns,
    IReadOnlyList<string> PrimaryKey,
    IReadOnlyList<UniqueConstraint> Uniques,
    IReadOnlyList<CheckConstraint> Checks,
    IReadOnlyList<ForeignKeyConstraint> ForeignKeys
)
{
    private readonly IReadOnlyList<KindConstraint>? _kindConstraints;
    private Dictionary<string, ColumnDefinition>? _byName;

    /// <summary>
    /// The partitioned table of which this is a partition, at any depth the nearest; null if it stands alone.
    /// </summary>
    public TableName? PartitionOf { get; init; }

    /// <summary>What only this kind of database judges. Versions before did not tell.</summary>
    public IReadOnlyList<KindConstraint> KindConstraints
    {
        get => _kindConstraints ?? [];
        init => _kindConstraints = value;
    }

    /// <summary>The column of that exact name, or null.</summary>
    public ColumnDefinition? FindColumn(string name) =>
        (_byName ??= Columns.ToDictionary(column => column.Name, StringComparer.Ordinal)).GetValueOrDefault(name);
}
