using static CdcReplicator.Cli.FindingLevel;
using static CdcReplicator.Cli.SettingRule;

namespace CdcReplicator.Cli;

/// <summary>Settings of the connector for SQL Server.</summary>
internal static class SqlServerRules
{
    public static IReadOnlyList<IConnectorRule> All { get; } =
    [
        MySqlRules.SchemaHistory,
        new SettingRule(
            "snapshot.isolation.mode",
            Loses,
            "Rows of the snapshot are not all of one moment, and of read_uncommitted some may never have been there.",
            "Set it to snapshot, which the database must allow."
        )
        {
            Default = "repeatable_read",
            Harms = In("read_uncommitted", "read_committed", "repeatable_read"),
        },
        new SeveralTasksRule(),
    ];
}
