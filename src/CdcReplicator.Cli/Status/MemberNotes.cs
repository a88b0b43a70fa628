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

    /// <summary>Until when it takes changes that come round the log, or whether it is yet to do so.</summary>
    public static string? Unlocked(MemberStatus status, MemberSurroundings around)
    {
        var by = around.Lock is { Lock: var word } ? $" by {word.By}: {word.Reason}" : "";
        if (status.UnlockedUntil is { } until && until > around.NowUnixMs)
        {
            var end = DateTimeOffset.FromUnixTimeMilliseconds(until);
            return string.Create(CultureInfo.InvariantCulture, $"until {end:u}{by}");
        }

        return around.Lock is { Left.Ticks: > 0 } ordered && !(status.LockOrder >= ordered.Order)
            ? $"as soon as its applier does it,{by}"
            : null;
    }

    /// <summary>Since when nobody has compared it.</summary>
    public static string Unproved(NodeLockView word) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"since it was unlocked by {word.Lock.By} ({word.Lock.Reason}), last order {word.At:u}: its rows may "
                + $"differ; compare them: cdc-replicator verify"
        );

    private static string Place(Divergence divergence) =>
        divergence.Sequence == Divergence.UnknownSequence
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", sequence {divergence.Sequence}");

    private static string Row(Divergence divergence) =>
        (divergence.Table is { } table ? $", {table}" : "") + (divergence.Key is { } key ? $" {key}" : "");
}
