using static CdcReplicator.Cli.FindingLevel;
using static CdcReplicator.Cli.SettingRule;

namespace CdcReplicator.Cli;

/// <summary>What is read of the tables at the start.</summary>
internal static class SnapshotRules
{
    private const string Initial = "Set it to initial, or when_needed.";

    public static IReadOnlyList<IConnectorRule> All { get; } =
    [
        new SettingRule("snapshot.mode", Loses, "After the snapshot no change comes any more.", Initial)
        {
            Harms = In("initial_only"),
        },
        new SettingRule(
            "snapshot.mode",
            Loses,
            "Rows that are there before the connector starts never come.",
            Initial + " Where every node was loaded with the same rows before, it is right."
        )
        {
            Harms = In("no_data", "never", "schema_only"),
        },
        new SettingRule(
            "snapshot.mode",
            Unknown,
            "What it reads, and whether it streams afterwards, stands elsewhere.",
            Initial
        )
        {
            Harms = In("custom", "configuration_based"),
        },
        new SettingRule(
            "snapshot.mode",
            Note,
            "Every start reads all tables again; nodes are seeding meanwhile.",
            Initial
        )
        {
            Harms = In("always"),
        },
        new SettingRule(
            "snapshot.include.collection.list",
            Loses,
            "Rows that are there before the connector starts come of these tables only.",
            "Take it out."
        ),
        new SettingRule(
            "snapshot.select.statement.overrides",
            Loses,
            "The snapshot brings only what statements of one's own select.",
            "Take it out, and the statements with it."
        ),
        new SettingRule(
            "snapshot.query.mode",
            Unknown,
            "The snapshot brings what a class that nobody here knows selects.",
            "Set it to select_all."
        )
        {
            Harms = NotIn("select_all"),
        },
    ];
}
