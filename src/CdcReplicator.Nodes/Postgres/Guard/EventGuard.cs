namespace CdcReplicator.Nodes;

/// <summary>An event trigger of the guard.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Event">When it acts.</param>
/// <param name="Tags">On which commands, separated by commas; empty for all.</param>
internal sealed record EventGuard(string Name, string Event, string Tags)
{
    /// <summary>
    /// All of them. What reads, cleans, comments or grants is not among the commands, and neither is making new tables.
    /// </summary>
    public static readonly IReadOnlyList<EventGuard> All =
    [
        new($"{PostgresGuardSql.Trigger}_start", "ddl_command_start", "DROP INDEX"),
        new(
            $"{PostgresGuardSql.Trigger}_end",
            "ddl_command_end",
            "ALTER TABLE,CREATE INDEX,ALTER INDEX,CREATE TRIGGER,ALTER TRIGGER,CREATE RULE,ALTER RULE,CREATE POLICY,"
                + "ALTER POLICY"
        ),
        new($"{PostgresGuardSql.Trigger}_drop", "sql_drop", ""),
    ];

    /// <summary>Makes it, to act in every session.</summary>
    public string Create =>
        $"CREATE EVENT TRIGGER {Name} ON {Event}"
        + (Tags.Length > 0 ? $" WHEN TAG IN ('{Tags.Replace(",", "', '", StringComparison.Ordinal)}')" : "")
        + $" EXECUTE FUNCTION cdc_replicator.guard_ddl(); ALTER EVENT TRIGGER {Name} ENABLE ALWAYS";

    /// <summary>Removes it.</summary>
    public string Drop => $"DROP EVENT TRIGGER IF EXISTS {Name}";
}
