using static CdcReplicator.Cli.FindingLevel;
using static CdcReplicator.Cli.SettingRule;

namespace CdcReplicator.Cli;

/// <summary>Settings of the connectors for MySQL and MariaDB.</summary>
internal static class MySqlRules
{
    public static IReadOnlyList<IConnectorRule> All { get; } =
    [
        new SettingRule(
            "bigint.unsigned.handling.mode",
            Loses,
            "Values of bigint unsigned from 2^63 come as negative numbers.",
            "Set it to precise."
        )
        {
            Default = "long",
            Harms = NotIn("precise"),
        },
        new SettingRule("enable.time.adjuster", Loses, "Years 0 to 99 come as 1970 to 2069.", "Set it to false.")
        {
            Default = "true",
            Harms = NotIn("false"),
        },
        new SettingRule(
            "inconsistent.schema.handling.mode",
            Loses,
            "Changes of a table whose shape the connector does not know are left out.",
            "Set it to fail."
        )
        {
            Harms = NotIn("fail"),
        },
        new SettingRule(
            "snapshot.locking.mode",
            Loses,
            "A snapshot without locks is wrong where a table is altered meanwhile.",
            "Set it to minimal."
        )
        {
            Harms = In("none"),
        },
        new SettingRule(
            "gtid.source.includes",
            Loses,
            "Transactions of other servers of the group are left out.",
            "Take it out."
        ),
        new SettingRule(
            "gtid.source.excludes",
            Loses,
            "Transactions of these servers of the group are left out.",
            "Take it out."
        ),
        SchemaHistory,
    ];

    /// <summary>For every connector that keeps the history of the tables' shapes.</summary>
    public static IConnectorRule SchemaHistory =>
        new SettingRule(
            "schema.history.internal.skip.unparseable.ddl",
            Loses,
            "A change of a table's shape that is not understood is left out; its rows are read by the old shape.",
            "Set it to false."
        )
        {
            Harms = In("true"),
        };
}
