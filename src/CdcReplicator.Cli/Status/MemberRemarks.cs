using System.Globalization;

namespace CdcReplicator.Cli;

/// <summary>What is to be said of members beside their table.</summary>
internal static class MemberRemarks
{
    /// <summary>What else is to be said, a line each.</summary>
    public static IEnumerable<string> Of(ClusterReport report)
    {
        if (report.Retention is { } retention)
        {
            yield return retention;
        }

        if (report.RetentionTooShort is { } tooShort)
        {
            yield return tooShort;
        }

        foreach (var member in report.Members)
        {
            foreach (var remark in Of(member))
            {
                yield return $"{member.Node}: {remark}";
            }
        }

        foreach (var differing in report.DifferingSources.Concat(report.DifferingOrderKeys))
        {
            yield return differing;
        }

        foreach (var unreadable in report.Unreadable)
        {
            yield return unreadable;
        }

        foreach (var standby in report.Standbys)
        {
            yield return $"{standby.Node}: standby applier {standby.Applier}, heartbeat "
                + $"{MemberTable.Age(standby.HeartbeatAgeSeconds)} ago";
        }
    }

    private static IEnumerable<string> Of(MemberReport member)
    {
        // A divergence ends with its reason, which mostly is the state's, too.
        if (member.Reason is { } reason && member.Diverged?.EndsWith(reason, StringComparison.Ordinal) != true)
        {
            yield return reason;
        }

        if (member.Diverged is not null)
        {
            yield return $"diverged {member.Diverged}";
        }

        foreach (var copy in member.Copies)
        {
            yield return $"a copy of its database was opened under its name and is refused: {copy}. To make it a node "
                + "of its own: cdc-replicator node adopt";
        }

        if (member.RetentionWarning is not null)
        {
            yield return member.RetentionWarning;
        }

        if (member.Drained is not null)
        {
            yield return $"drained {member.Drained}";
        }

        if (member.Rejections.Count > 0)
        {
            var lone = member.LoneRejections is > 0 and var others
                ? string.Create(CultureInfo.InvariantCulture, $"; most of the others accepted {others:N0} of them")
                : "";
            yield return $"rejected {Counts(member.Rejections, 0)}, since its applier started{lone}";
        }

        if (member.Duplicates.Count > 0 || member.OtherDuplicates > 0)
        {
            yield return $"passed over as duplicates: {Counts(member.Duplicates, member.OtherDuplicates)}";
        }

        if (member.Adapted.Count > 0)
        {
            yield return $"taken otherwise than they came: {Counts(member.Adapted, 0)}, since its applier started";
        }

        foreach (var open in member.OpenTransactions)
        {
            yield return $"open transaction {open}";
        }
    }

    private static string Counts(IReadOnlyDictionary<string, long> counts, long others)
    {
        var parts = counts
            .OrderByDescending(count => count.Value)
            .ThenBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => $"{count.Key} {Number(count.Value)}");
        return string.Join(", ", others > 0 ? parts.Append($"others {Number(others)}") : parts);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
