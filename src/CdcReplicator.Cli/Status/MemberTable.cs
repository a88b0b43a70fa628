using System.Globalization;

namespace CdcReplicator.Cli;

/// <summary>Members as a table for people, with what else is to be said of them.</summary>
internal static class MemberTable
{
    private static readonly PlainColumn Node = new("node");
    private static readonly PlainColumn State = new("state", HasColour: true);
    private static readonly PlainColumn Position = new("position", IsNumber: true);
    private static readonly PlainColumn Heartbeat = new("heartbeat", IsNumber: true);

    /// <summary>The members, a row each.</summary>
    /// <param name="report">The cluster.</param>
    /// <param name="wide">Whether kind and endpoint are shown too, which need more than 80 columns.</param>
    public static PlainTable Status(ClusterReport report, bool wide)
    {
        PlainColumn[] columns =
        [
            Node,
            State,
            Position,
            new("lag", IsNumber: true),
            new("tx/s", IsNumber: true),
            Heartbeat,
        ];
        var table = new PlainTable(wide ? [.. columns, new("kind"), new("endpoint")] : columns);
        foreach (var member in report.Members)
        {
            string[] cells =
            [
                member.Node,
                member.State,
                member.Position.ToString(CultureInfo.InvariantCulture),
                Lag(member),
                member.AppliedPerSecond.ToString("0.#", CultureInfo.InvariantCulture),
                Age(member.HeartbeatAgeSeconds),
            ];
            table.Add(ColourOf(member), wide ? [.. cells, member.Kind, member.Endpoint] : cells);
        }

        return table;
    }

    /// <summary>The lag of the members, a row each.</summary>
    public static PlainTable Lag(ClusterReport report)
    {
        var table = new PlainTable(
            Node,
            State,
            new("records behind", IsNumber: true),
            new("seconds behind", IsNumber: true),
            Heartbeat
        );
        foreach (var member in report.Members)
        {
            table.Add(
                ColourOf(member),
                member.Node,
                member.State,
                member.LagRecords?.ToString("N0", CultureInfo.InvariantCulture) ?? "unknown",
                member.LagSeconds?.ToString("0.0", CultureInfo.InvariantCulture) ?? "unknown",
                Age(member.HeartbeatAgeSeconds)
            );
        }

        return table;
    }

    /// <summary>What else is to be said, a line each.</summary>
    public static IEnumerable<string> Remarks(ClusterReport report)
    {
        if (report.Retention is { } retention)
        {
            yield return retention;
        }

        foreach (var member in report.Members)
        {
            foreach (var remark in Remarks(member))
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
                + $"{Age(standby.HeartbeatAgeSeconds)} ago";
        }
    }

    private static IEnumerable<string> Remarks(MemberReport member)
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

    private static string Age(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");

    private static string Lag(MemberReport member) =>
        member.LagRecords is { } records
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{records:N0}{(member.LagSeconds > 0 ? $" ({member.LagSeconds:0.0} s)" : "")}"
            )
            : "unknown";

    private static CellColour ColourOf(MemberReport member) =>
        member switch
        {
            { Healthy: false } => CellColour.Red,
            { State: "active" } => CellColour.Green,
            _ => CellColour.Yellow,
        };
}
