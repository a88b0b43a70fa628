using System.Globalization;
using CdcReplicator.Cluster;

namespace CdcReplicator.Cli;

/// <summary>What was noted of a member, as a text.</summary>
internal static class MemberNotes
{
    /// <summary>Since when and why an operator keeps reads away.</summary>
    public static string Of(Maintenance maintenance) =>
        string.Create(CultureInfo.InvariantCulture, $"since {maintenance.Since:u}")
        + (maintenance.Reason is { } reason ? $": {reason}" : "");

    /// <summary>Since when and in what it differs from the others.</summary>
    public static string Of(Divergence divergence) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"since {divergence.Since:u}{Place(divergence)}{Row(divergence)}: {divergence.Reason}"
        );

    private static string Place(Divergence divergence) =>
        divergence.Sequence == Divergence.UnknownSequence
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", sequence {divergence.Sequence}");

    private static string Row(Divergence divergence) =>
        (divergence.Table is { } table ? $", {table}" : "") + (divergence.Key is { } key ? $" {key}" : "");
}
