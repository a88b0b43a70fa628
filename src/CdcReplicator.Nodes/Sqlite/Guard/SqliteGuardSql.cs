namespace CdcReplicator.Nodes;

/// <summary>The guard of a SQLite node: three triggers for each table.</summary>
internal static class SqliteGuardSql
{
    private static readonly string[] Writes = ["INSERT", "UPDATE", "DELETE"];

    /// <summary>What the names of the triggers begin with.</summary>
    public const string Prefix = "cdc_replicator_guard_";

    /// <summary>
    /// Has a row while the applier's transaction writes, and never in a state that others see.
    /// </summary>
    public const string Writer = "cdc_replicator_writer";

    /// <summary>Makes the table of the writer.</summary>
    public const string CreateWriter = $"CREATE TABLE IF NOT EXISTS {Writer} (id INTEGER PRIMARY KEY CHECK (id = 1))";

    /// <summary>Says that the applier writes.</summary>
    public const string Enter = $"INSERT OR IGNORE INTO {Writer} (id) VALUES (1)";

    /// <summary>Who writes; the parameter is not looked at.</summary>
    public const string Writers = $"SELECT id FROM {Writer} WHERE $1 IS NOT NULL";

    /// <summary>Says that it writes no longer.</summary>
    public const string Leave = $"DELETE FROM {Writer}";

    /// <summary>Whether a trigger of this name is the guard's.</summary>
    public static bool IsGuard(string trigger) => trigger.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The triggers of a table: name, and the statement as the catalog keeps it.</summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="table">The table's name.</param>
    public static IEnumerable<(string Name, string Sql)> Of(string nodeId, string table) =>
        from change in Writes
        let name = $"{Prefix}{change.ToLowerInvariant()}_{table}"
        select (
            name,
            $"CREATE TRIGGER {Quote(name)} BEFORE {change} ON {Quote(table)} WHEN NOT EXISTS (SELECT 1 FROM {Writer}) "
                + $"AND NOT EXISTS (SELECT 1 FROM {SqliteDialect.StatePrefix}{StateSchema.Guard} WHERE "
                + "CAST(strftime('%s', 'now') AS INTEGER) >= unlocked_from "
                + "AND CAST(strftime('%s', 'now') AS INTEGER) < unlocked_until) "
                + $"BEGIN SELECT RAISE(ABORT, {Text($"{change} of {table} refused. {Say(nodeId)}")}); END"
        );

    private static string Say(string nodeId) => $"{GuardText.Refusal} {GuardText.Remedy(nodeId)}";

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
