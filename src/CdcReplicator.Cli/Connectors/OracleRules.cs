using static CdcReplicator.Cli.FindingLevel;
using static CdcReplicator.Cli.SettingRule;

namespace CdcReplicator.Cli;

/// <summary>Settings of the connector for Oracle.</summary>
internal static class OracleRules
{
    private const string Everybody = "Take it out.";

    public static IReadOnlyList<IConnectorRule> All { get; } =
    [
        ValueRules.Interval,
        MySqlRules.SchemaHistory,
        new SettingRule(
            "lob.enabled",
            Loses,
            "Columns of type BLOB, CLOB, NCLOB and XMLTYPE come without their values.",
            "Set it to true, or leave these columns out of the nodes (LeaveOut of the section)."
        )
        {
            Default = "false",
            Harms = NotIn("true"),
        },
        new SettingRule(
            "log.mining.transaction.retention.ms",
            Loses,
            "A transaction open for longer is left out whole.",
            "Set it to 0."
        )
        {
            Harms = NotIn("0"),
        },
        new SettingRule(
            "log.mining.buffer.transaction.events.threshold",
            Loses,
            "A transaction of more events is left out whole.",
            "Set it to 0."
        )
        {
            Harms = NotIn("0"),
        },
        new SettingRule("log.mining.username.include.list", Loses, "Changes by other users never come.", Everybody),
        new SettingRule("log.mining.username.exclude.list", Loses, "Changes by these users never come.", Everybody),
        new SettingRule("log.mining.clientid.include.list", Loses, "Changes by other clients never come.", Everybody),
        new SettingRule("log.mining.clientid.exclude.list", Loses, "Changes by these clients never come.", Everybody),
    ];
}
