using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A table of one kind of node as the other kind would have it. Pure.</summary>
/// <param name="found">The table at the donor.</param>
/// <param name="rules">What its definition does not say.</param>
/// <param name="dialect">The target's spelling.</param>
/// <param name="isToSqlite">Whether the target is SQLite, else PostgreSQL.</param>
internal sealed class AcrossTable(CatalogTable found, AcrossRules rules, ISqlDialect dialect, bool isToSqlite)
{
    private TableDefinition Definition => found.Definition;

    private string Name => dialect.Table(Definition.Name);

    /// <summary>How it is made, and why it cannot be.</summary>
    public SeedMake Make()
    {
        var parts = Definition
            .Columns.Select(column =>
                $"{dialect.Quote(column.Name)} {TypeOf(column.Type) ?? "?"}{(column.Nullable ? "" : " NOT NULL")}"
            )
            .ToList();
        if (Definition.PrimaryKey.Count > 0)
        {
            parts.Add($"PRIMARY KEY ({Quoted(Definition.PrimaryKey)})");
        }

        if (isToSqlite)
        {
            parts.AddRange(Definition.ForeignKeys.Select(ForeignKey));
        }

        return new SeedMake(new SeedObject("table", Name), $"CREATE TABLE {Name} ({string.Join(", ", parts)})")
        {
            Obstacles = [.. Obstacles()],
        };
    }

    /// <summary>What is made after its rows. Each stands it if it is there already.</summary>
    public IEnumerable<SeedStep> Steps()
    {
        foreach (var unique in Definition.Uniques)
        {
            var isOwn = unique.Name.StartsWith("sqlite_", StringComparison.Ordinal);
            var name = isOwn ? string.Join('_', [Definition.Name.Name, .. unique.Columns, "key"]) : unique.Name;
            yield return Index("UNIQUE INDEX", name, unique.Columns);
        }

        foreach (var (name, columns) in rules.Indexes)
        {
            yield return Index("INDEX", name, columns);
        }

        if (!isToSqlite)
        {
            foreach (var key in Definition.ForeignKeys)
            {
                var quoted = dialect.Quote(key.Name);
                yield return new SeedStep(
                    2,
                    new SeedObject("foreign key", $"{quoted} of {Name}"),
                    $"ALTER TABLE {Name} DROP CONSTRAINT IF EXISTS {quoted}, ADD CONSTRAINT {quoted} {ForeignKey(key)}",
                    [Name, dialect.Table(key.References)]
                );
            }
        }
    }

    /// <summary>What it does without there.</summary>
    public IEnumerable<SeedObject> LeftOut()
    {
        foreach (var column in Definition.Columns)
        {
            var name = $"of {Name}.{dialect.Quote(column.Name)}";
            if (column.HasDefault)
            {
                yield return new SeedObject("default", name);
            }

            if (column.Type.Kind == ColumnKind.Enum)
            {
                yield return new SeedObject("labels", name);
            }
        }

        if (found.Facts.ActsOnChecked || found.Facts.ActsOnTrusted)
        {
            yield return new SeedObject("triggers", $"of {Name}");
        }
    }

    private IEnumerable<string> Obstacles()
    {
        var what = $"of table {Definition.Name} cannot be carried: make the table at the target by hand.";
        foreach (var column in Definition.Columns)
        {
            if (TypeOf(column.Type) is null)
            {
                yield return $"Type {column.Type.NativeName} of column '{column.Name}' {what}";
            }

            if (column.Generated)
            {
                yield return $"The expression of generated column '{column.Name}' {what}";
            }

            if (column.Type.Kind != ColumnKind.Decimal && found.Facts.InexactColumns.Contains(column.Name))
            {
                yield return $"The collation of column '{column.Name}' {what}";
            }
        }

        foreach (var check in Definition.Checks)
        {
            yield return $"Check '{check.Name}' {what}";
        }

        foreach (var constraint in Definition.KindConstraints)
        {
            yield return $"{constraint.Form} '{constraint.Name}' {what}";
        }

        if (found.Facts.HasOpaqueConstraint)
        {
            yield return $"A partial or computed unique index, or a conflict clause, {what}";
        }

        if (found.Facts.IsPartitioned)
        {
            yield return $"The partitions {what}";
        }

        foreach (
            var key in Definition.ForeignKeys.Where(key => !IsPlain(rules.ForeignKeys.GetValueOrDefault(key.Name)))
        )
        {
            yield return $"The rule of foreign key '{key.Name}' {what}";
        }
    }

    private string? TypeOf(ColumnType type) => isToSqlite ? AcrossTypes.OnSqlite(type) : AcrossTypes.OnPostgres(type);

    private string ForeignKey(ForeignKeyConstraint key) =>
        $"FOREIGN KEY ({Quoted(key.Columns)}) REFERENCES {dialect.Table(key.References)} "
        + $"({Quoted(key.ReferencedColumns)}){rules.ForeignKeys.GetValueOrDefault(key.Name)}";

    private SeedStep Index(string kind, string name, IReadOnlyList<string> columns)
    {
        var quoted = dialect.Quote(name);
        var sql = $"CREATE {kind} IF NOT EXISTS {quoted} ON {Name} ({Quoted(columns)})";
        return new SeedStep(1, new SeedObject("index", quoted), sql, []);
    }

    private string Quoted(IEnumerable<string> columns) => string.Join(", ", columns.Select(dialect.Quote));

    /// <summary>Whether both kinds know the words, and mean the same by them.</summary>
    private static bool IsPlain(string? rule) =>
        rule is not null
        && !rule.Contains('(', StringComparison.Ordinal)
        && !rule.Contains("MATCH", StringComparison.Ordinal)
        && !rule.Contains("NOT ", StringComparison.Ordinal);
}
