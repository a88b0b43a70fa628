using static CdcReplicator.Cli.FindingLevel;
using static CdcReplicator.Cli.SettingRule;

namespace CdcReplicator.Cli;

/// <summary>Settings of the connector for PostgreSQL.</summary>
internal static class PostgresRules
{
    public static IReadOnlyList<IConnectorRule> All { get; } =
    [
        ValueRules.Interval,
        new SettingRule(
            "binary.handling.mode",
            Loses,
            "A large value of type bytea that an update leaves as it is comes as NULL.",
            "Set it to bytes or hex, or REPLICA IDENTITY FULL of all tables with bytea."
        )
        {
            Harms = In("base64", "base64-url-safe"),
        },
        new SettingRule(
            "decimal.handling.mode",
            Note,
            "NaN and the infinities of numeric, where there are any, come as NULL.",
            "Set it to string, which has all values."
        )
        {
            Default = "precise",
            Harms = In("precise"),
        },
        new SettingRule(
            "slot.drop.on.stop",
            Loses,
            "The replication slot goes when the connector stops: what changes until its next start never comes.",
            "Set it to false."
        )
        {
            Harms = In("true"),
        },
        new SettingRule(
            "publication.autocreate.mode",
            Loses,
            "The publication is made without tables: nothing comes of a table until somebody adds it.",
            "Set it to all_tables or filtered, or to disabled with a publication of one's own."
        )
        {
            Harms = In("no_tables"),
        },
        new SettingRule(
            "publication.autocreate.mode",
            Note,
            "The publication is somebody else's: its row filter, column list or publish parameter would leave rows, "
                + "columns or operations out.",
            "Make it with plain tables: no WHERE, no column list, publish with all four operations."
        )
        {
            Harms = In("disabled"),
        },
        new SettingRule(
            "slot.stream.params",
            Unknown,
            "Parameters of the output plugin may leave rows out.",
            "Take it out."
        ),
        new SettingRule(
            "money.fraction.digits",
            Loses,
            "Amounts of type money come with this many digits after the point, whatever the database holds.",
            "Take it out where lc_monetary has two."
        )
        {
            Harms = NotIn("2"),
        },
        new SettingRule(
            "snapshot.isolation.mode",
            Loses,
            "The tables of one snapshot are read at different moments, and changes between them do not come.",
            "Set it to serializable or repeatable_read."
        )
        {
            Harms = In("read_committed", "read_uncommitted"),
        },
        new SettingRule(
            "offset.mismatch.strategy",
            Loses,
            "Where slot and offsets disagree the connector goes on, and what lies between them may never come.",
            "Take it out."
        )
        {
            Harms = In("trust_slot", "trust_greater_lsn"),
        },
        new SettingRule(
            "schema.refresh.mode",
            Note,
            "A new type of a column may go unseen in rows that have unchanged large values.",
            "Set it to columns_diff."
        )
        {
            Harms = NotIn("columns_diff"),
        },
    ];
}
