using static CdcReplicator.Cli.FindingLevel;
using static CdcReplicator.Cli.SettingRule;

namespace CdcReplicator.Cli;

/// <summary>Modes of values in which something is lost before it comes to the log.</summary>
internal static class ValueRules
{
    public static IReadOnlyList<IConnectorRule> All { get; } =
    [
        new SettingRule(
            "decimal.handling.mode",
            Loses,
            "Decimals come as binary floating point: digits after the 15th are lost.",
            "Set it to precise or string."
        )
        {
            Harms = In("double"),
        },
        new SettingRule(
            "time.precision.mode",
            Loses,
            "Times and timestamps are cut to milliseconds.",
            "Set it to microseconds, adaptive_time_microseconds or isostring."
        )
        {
            Harms = In("connect"),
        },
        new SettingRule(
            "time.precision.mode",
            Loses,
            "A 64-bit number of nanoseconds holds the years 1677 to 2262 only: other timestamps, and infinity, come as "
                + "wrong ones.",
            "Set it to microseconds, adaptive_time_microseconds or isostring."
        )
        {
            Harms = In("nanoseconds"),
        },
        new SettingRule(
            "field.name.adjustment.mode",
            Note,
            "Two columns whose names differ only in characters that Avro does not take get one name.",
            "Set it to avro_unicode where a table has such columns."
        )
        {
            Harms = In("avro"),
        },
        new SettingRule(
            "include.unknown.datatypes",
            Note,
            "Columns of types the connector does not know come as encoded bytes of their text; no record tells which.",
            "Name them in UnknownDatatypeColumns of the section, as schema.table.column."
        )
        {
            Harms = In("true"),
        },
    ];

    /// <summary>The same rule for the connectors that have intervals.</summary>
    public static IConnectorRule Interval { get; } =
        new SettingRule(
            "interval.handling.mode",
            Loses,
            "An interval comes as one number of microseconds: its months and days are lost.",
            "Set it to string."
        )
        {
            Default = "numeric",
            Harms = NotIn("string"),
        };
}
