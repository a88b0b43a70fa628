using CdcReplicator.Model;

namespace CdcReplicator.Bench;

/// <summary>
/// A table of a workload: the same on source, node and subscriber. Its key, if it has one, is its first column. Type
/// names are ones that both PostgreSQL and SQLite nodes read.
/// </summary>
internal sealed class BenchTable
{
    private readonly IReadOnlyList<IReadOnlyList<string>> _indexes;

    public BenchTable(
        string name,
        IReadOnlyList<ColumnDefinition> columns,
        bool hasKey = true,
        IReadOnlyList<IReadOnlyList<string>>? indexes = null,
        IReadOnlyList<UniqueConstraint>? uniques = null,
        IReadOnlyList<ForeignKeyConstraint>? foreignKeys = null
    )
    {
        Definition = new TableDefinition(
            new TableName(TableName.DefaultSchema, name),
            columns,
            hasKey ? [columns[0].Name] : [],
            uniques ?? [],
            [],
            foreignKeys ?? []
        );
        _indexes = indexes ?? [];
        Shape = new RowShape([.. columns.Select(column => column.Name)]);
        KeyShape = new RowShape([columns[0].Name]);
    }

    /// <summary>Name without schema.</summary>
    public string Name => Definition.Name.Name;

    /// <summary>Its columns and constraints.</summary>
    public TableDefinition Definition { get; }

    /// <summary>Whether its first column is its key.</summary>
    public bool HasKey => Definition.PrimaryKey.Count > 0;

    /// <summary>All columns.</summary>
    public RowShape Shape { get; }

    /// <summary>The key column.</summary>
    public RowShape KeyShape { get; }

    /// <summary>The statements that make it; the same text runs on PostgreSQL and SQLite.</summary>
    public string Ddl()
    {
        var lines = Definition
            .Columns.Select(column => $"{column.Name} {column.Type.NativeName}{(column.Nullable ? "" : " NOT NULL")}")
            .Concat(HasKey ? [$"PRIMARY KEY ({Definition.PrimaryKey[0]})"] : [])
            .Concat(Definition.Uniques.Select(unique => $"CONSTRAINT {unique.Name} UNIQUE ({List(unique.Columns)})"))
            .Concat(
                Definition.ForeignKeys.Select(key =>
                    $"CONSTRAINT {key.Name} FOREIGN KEY ({List(key.Columns)}) REFERENCES {key.References.Name} "
                    + $"({List(key.ReferencedColumns)})"
                )
            );
        var indexes = _indexes.Select(columns =>
            $"CREATE INDEX {Name}_{string.Join('_', columns)} ON {Name} ({List(columns)});\n"
        );
        return $"CREATE TABLE {Name} (\n  {string.Join(",\n  ", lines)}\n);\n{string.Concat(indexes)}";
    }

    private static string List(IReadOnlyList<string> columns) => string.Join(", ", columns);
}
