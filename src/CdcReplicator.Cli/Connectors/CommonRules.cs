using static CdcReplicator.Cli.FindingLevel;
using static CdcReplicator.Cli.SettingRule;

namespace CdcReplicator.Cli;

/// <summary>Settings that every relational connector of Debezium has.</summary>
internal static class CommonRules
{
    private const string AskedFor =
        "The section leaves Snapshots out: nodes halt where a snapshot ends without a row of a table that has rows.";

    public static IReadOnlyList<IConnectorRule> All { get; } =
    [
        new SettingRule(
            "provide.transaction.metadata",
            Loses,
            "Every row is a transaction of its own: a transaction is seen in halves, and a row that comes again after "
                + "a restart is told by its place alone.",
            "Set it to true."
        )
        {
            Default = "false",
            Harms = NotIn("true"),
        },
        new SettingRule(
            "skipped.operations",
            Loses,
            "Operations of these kinds never come (c create, u update, d delete, t truncate).",
            "Set it to none."
        )
        {
            Default = "t",
            Harms = NotIn("none"),
        },
        new SettingRule(
            "event.processing.failure.handling.mode",
            Loses,
            "An event that the connector cannot process is left out.",
            "Set it to fail."
        )
        {
            Harms = NotIn("fail"),
        },
        new SettingRule(
            "event.converting.failure.handling.mode",
            Loses,
            "A value that does not fit what the connector knows of its column comes as NULL.",
            "Set it to fail."
        )
        {
            Default = "warn",
            Harms = NotIn("fail"),
        },
        new SettingRule(
            "errors.tolerance",
            Loses,
            "A record that cannot be transformed or converted is left out.",
            "Set it to none, or take it out."
        )
        {
            Harms = NotIn("none"),
        },
        new SettingRule(
            "post.processors",
            Loses,
            "Values are read again from the database when the record is made: they may be later than the event.",
            "Take it out."
        ),
        new SettingRule(
            "sourceinfo.struct.maker",
            Unknown,
            "The source block is made by a class that nobody here knows; nodes tell by it what came before.",
            "Take it out."
        ),
        new SettingRule(
            "transaction.metadata.factory",
            Unknown,
            "BEGIN and END are made by a class that nobody here knows.",
            "Take it out."
        )
        {
            Harms = word =>
                !word.Equals(
                    "io.debezium.pipeline.txmetadata.DefaultTransactionMetadataFactory",
                    StringComparison.OrdinalIgnoreCase
                ),
        },
        new SettingRule(
            "message.key.columns",
            Note,
            "Rows are found by these columns, which deletes and changes of the key bring only where the source "
                + "identifies rows by them.",
            "Name in Tables of the section the columns by which the source does (Identity): the primary key's."
        ),
        new SettingRule(
            ConnectorSignals.Table,
            Note,
            "The signal table's rows come into the log, and snapshots of some tables can be asked for.",
            "Let the nodes pass over it (Ignore of a node), if they do not have this table. " + AskedFor
        ),
        new SettingRule(ConnectorSignals.Channels, Note, "Snapshots of some tables can be asked for.", AskedFor)
        {
            Harms = NotIn(ConnectorSignals.Source),
        },
    ];
}
