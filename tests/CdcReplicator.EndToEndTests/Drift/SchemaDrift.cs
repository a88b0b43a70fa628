using CdcReplicator.Nodes;

namespace CdcReplicator.EndToEndTests;

/// <summary>Indexes that are dropped and defaults that are changed past the log.</summary>
/// <param name="Sql">Does it.</param>
/// <param name="Undo">Takes it back.</param>
/// <param name="Parts">What has to be named.</param>
internal sealed record SchemaDrift(string Sql, string Undo, IReadOnlySet<string> Parts)
{
    /// <summary>An index of each small table, and the default of each other.</summary>
    public static SchemaDrift Draw(Random random, string kind)
    {
        var (sql, undo, parts) = (new List<string>(), new List<string>(), new HashSet<string>());
        for (var table = 0; table < DriftTables.SmallTables; table++)
        {
            sql.Add($"DROP INDEX s{table}_v");
            undo.Add(DriftTables.Index(table));
            parts.Add($"public.s{table} index s{table}_v");
            var value = $"wrong {random.Next()}";
            sql.AddRange(Default(kind, table, value));
            undo.InsertRange(0, Default(kind, table, DriftTables.Default));
            parts.Add($"public.s{table} column v");
        }

        return new SchemaDrift(string.Join(";\n", sql), string.Join(";\n", undo), parts);
    }

    // SQLite cannot change a default: the table is made anew.
    private static string[] Default(string kind, int table, string value) =>
        kind == NodeKinds.Postgres
            ? [$"ALTER TABLE s{table} ALTER COLUMN v SET DEFAULT '{value}'"]
            :
            [
                $"ALTER TABLE s{table} RENAME TO old_s{table}",
                DriftTables.Small(table, value),
                $"INSERT INTO s{table} SELECT * FROM old_s{table}",
                $"DROP TABLE old_s{table}",
            ];
}
