namespace CdcReplicator.ContractTests;

/// <summary>A column of a table that a history of schema changes has made.</summary>
internal sealed class ModelColumn(string name, string type)
{
    public string Name { get; set; } = name;

    public string Type { get; set; } = type;

    public int? Default { get; init; }

    /// <summary>The name of its unique index; null if it has none.</summary>
    public string? Unique { get; set; }

    /// <summary>The name of its check, which forbids 1000 and more; null if it has none.</summary>
    public string? Check { get; set; }

    public bool IsNumber => Type is "int" or "bigint";

    public string Ddl => Default is { } value ? $"{Name} {Type} DEFAULT {value}" : $"{Name} {Type}";

    public ModelColumn Copy() => (ModelColumn)MemberwiseClone();
}

/// <summary>A table that a history of schema changes has made; its key is <c>id int</c>.</summary>
internal sealed class ModelTable(string name)
{
    public string Name => name;

    public List<ModelColumn> Columns { get; init; } = [];

    public ModelTable Copy() => new(name) { Columns = [.. Columns.Select(column => column.Copy())] };

    /// <summary>The statement that makes it, under some name.</summary>
    public string Create(string asName) =>
        $"CREATE TABLE {asName} ("
        + string.Join(
            ", ",
            Columns
                .Select(column => column.Ddl)
                .Prepend("id int PRIMARY KEY")
                .Concat(
                    Columns
                        .Where(column => column.Check is not null)
                        .Select(column => $"CONSTRAINT {column.Check} CHECK ({column.Name} < 1000)")
                )
        )
        + ")";

    /// <summary>SQLite's own procedure for what its ALTER TABLE cannot do.</summary>
    public IEnumerable<string> Rebuild()
    {
        var columns = string.Join(", ", Columns.Select(column => column.Name).Prepend("id"));
        return
        [
            Create($"{Name}_new"),
            $"INSERT INTO {Name}_new ({columns}) SELECT {columns} FROM {Name}",
            $"DROP TABLE {Name}",
            $"ALTER TABLE {Name}_new RENAME TO {Name}",
            .. Columns.Where(column => column.Unique is not null).Select(CreateIndex),
        ];
    }

    public string CreateIndex(ModelColumn column) => $"CREATE UNIQUE INDEX {column.Unique} ON {Name} ({column.Name})";
}
