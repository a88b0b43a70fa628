using System.Globalization;

namespace CdcReplicator.Cli;

/// <summary>Members as a table for people.</summary>
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

    /// <summary>The proofs of the members' tables, a row each; null if there are none.</summary>
    public static PlainTable? Proofs(ClusterReport report)
    {
        var table = new PlainTable(
            Node,
            new("table"),
            new("proof", HasColour: true),
            new("age", IsNumber: true),
            new("sequence", IsNumber: true),
            new("rows", IsNumber: true)
        );
        var rows = report
            .Members.SelectMany(member => member.TableProofs.Select(proof => (member.Node, proof)))
            .ToList();
        foreach (var (node, proof) in rows)
        {
            table.Add(
                proof.Result == "equal" ? CellColour.Green : CellColour.Red,
                node,
                proof.Table!,
                proof.Result ?? "none",
                proof.AgeSeconds is { } age ? LongAge(age) : "unknown",
                proof.Sequence?.ToString(CultureInfo.InvariantCulture) ?? "",
                proof.Rows?.ToString("N0", CultureInfo.InvariantCulture) ?? ""
            );
        }

        return rows.Count == 0 ? null : table;
    }

    /// <summary>How long something is ago that may be days ago.</summary>
    public static string LongAge(double seconds) =>
        seconds < 120 ? Age(seconds)
        : seconds < 7200 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h");

    /// <summary>How long something is ago.</summary>
    public static string Age(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");

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
