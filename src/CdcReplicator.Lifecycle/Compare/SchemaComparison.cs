using CdcReplicator.Model;

namespace CdcReplicator.Lifecycle;

/// <summary>
/// Compares what a table is made of. Nodes of one kind must have it alike to the letter. Nodes of different kinds must
/// have alike what docs/node-types.md asks for: columns, types by its table, keys, NOT NULL, unique constraints and
/// foreign keys. Pure.
/// </summary>
internal static class SchemaComparison
{
    /// <summary>What differs in one table.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="seen">What each node has.</param>
    /// <param name="isIgnored">Columns that some node deliberately has not got.</param>
    public static IEnumerable<SchemaDifference> Of(
        string table,
        IReadOnlyDictionary<string, TableSchema> seen,
        Func<string, bool> isIgnored
    )
    {
        var kinds = seen.GroupBy(node => node.Value.Kind).ToList();
        var alike = kinds.SelectMany(kind =>
            Differences(table, kind.ToDictionary(node => node.Key, node => Exactly(node.Value, isIgnored)))
        );
        return kinds.Count < 2
            ? alike
            : alike.Concat(
                Differences(table, seen.ToDictionary(node => node.Key, node => InCommon(node.Value, seen, isIgnored)))
            );
    }

    private static IEnumerable<SchemaDifference> Differences(
        string table,
        Dictionary<string, Dictionary<string, string>> byNode
    ) =>
        byNode
            .Values.SelectMany(parts => parts.Keys)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(what => new SchemaDifference(
                table,
                what,
                byNode.ToDictionary(node => node.Key, node => node.Value.GetValueOrDefault(what))
            ))
            .Where(part => part.Seen.Values.Distinct(StringComparer.Ordinal).Count() > 1);

    private static Dictionary<string, string> Exactly(TableSchema schema, Func<string, bool> isIgnored) =>
        schema
            .Parts.Where(part => !part.Columns.Any(isIgnored))
            .DistinctBy(part => (part.Kind, part.Name))
            .ToDictionary(part => $"{part.Kind} {part.Name}", part => part.Text);

    private static Dictionary<string, string> InCommon(
        TableSchema schema,
        IReadOnlyDictionary<string, TableSchema> all,
        Func<string, bool> isIgnored
    )
    {
        var table = schema.Definition;
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in table.Columns.Where(column => !isIgnored(column.Name)))
        {
            // SQLite lets a key be NULL unless it is told not to; no change brings one.
            var isRequired = !column.Nullable && !table.PrimaryKey.Contains(column.Name);
            parts[$"column {column.Name}"] = Type(column.Type) + (isRequired ? " NOT NULL" : "");
        }

        // What only one kind judges has another form on the other.
        if (all.Values.Any(other => other.Definition.KindConstraints.Count > 0))
        {
            return parts;
        }

        foreach (var unique in table.Uniques.Where(unique => unique.Columns.Count > 0))
        {
            if (!unique.Columns.Any(isIgnored))
            {
                parts[$"unique ({Sorted(unique.Columns)})"] = "unique";
            }
        }

        foreach (var key in table.ForeignKeys.Where(key => !key.Columns.Any(isIgnored)))
        {
            var columns = string.Join(", ", key.Columns);
            parts[$"foreign key ({columns})"] = $"{key.References} ({string.Join(", ", key.ReferencedColumns)})";
        }

        return parts;
    }

    // Widths of numbers may differ: SQLite has one.
    private static string Type(ColumnType type) =>
        type.Kind switch
        {
            ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64 => "integer",
            ColumnKind.Float32 or ColumnKind.Float64 => "floating",
            ColumnKind.Array when type.Element is { } element => $"{Type(element)} array",
            ColumnKind.Text or ColumnKind.Char when type.Length is { } length => $"{type.Kind}({length})",
            var kind => kind.ToString(),
        };

    private static string Sorted(IEnumerable<string> columns) =>
        string.Join(", ", columns.Order(StringComparer.Ordinal));
}
