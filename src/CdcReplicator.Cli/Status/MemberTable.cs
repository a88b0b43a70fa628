using System.Globalization;
using Spectre.Console;

namespace CdcReplicator.Cli;

/// <summary>Members as a table for people.</summary>
internal static class MemberTable
{
    public static Table Status(ClusterReport report)
    {
        var table = New("node", "kind", "state", "position", "lag", "applied/s", "heartbeat", "endpoint");
        foreach (var member in report.Members)
        {
            table.AddRow(
                new Text(member.Node),
                new Text(member.Kind),
                new Text(member.State, StyleOf(member)),
                Number(member.Position),
                new Text(Lag(member)).RightJustified(),
                new Text(member.AppliedPerSecond.ToString("0.#", CultureInfo.InvariantCulture)).RightJustified(),
                new Text($"{member.HeartbeatAgeSeconds:0.0} s ago").RightJustified(),
                new Text(member.Endpoint)
            );
        }

        return table;
    }

    public static Table Lag(ClusterReport report)
    {
        var table = New("node", "state", "records behind", "seconds behind");
        foreach (var member in report.Members)
        {
            table.AddRow(
                new Text(member.Node),
                new Text(member.State, StyleOf(member)),
                new Text(member.LagRecords?.ToString("N0", CultureInfo.InvariantCulture) ?? "unknown").RightJustified(),
                new Text(member.LagSeconds?.ToString("0.0", CultureInfo.InvariantCulture) ?? "unknown").RightJustified()
            );
        }

        return table;
    }

    /// <summary>Reasons and open transactions, a line each.</summary>
    public static IEnumerable<string> Remarks(ClusterReport report)
    {
        foreach (var member in report.Members)
        {
            if (member.Reason is not null)
            {
                yield return $"{member.Node}: {member.Reason}";
            }

            if (member.Drained is not null)
            {
                yield return $"{member.Node}: drained {member.Drained}";
            }

            foreach (var open in member.OpenTransactions)
            {
                yield return $"{member.Node}: open transaction {open}";
            }
        }
    }

    private static string Lag(MemberReport member) =>
        member.LagRecords is { } records
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{records:N0}{(member.LagSeconds > 0 ? $" ({member.LagSeconds:0.0} s)" : "")}"
            )
            : "unknown";

    private static Table New(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column).NoWrap());
        }

        return table;
    }

    private static Text Number(long value) => new Text(value.ToString(CultureInfo.InvariantCulture)).RightJustified();

    private static Style StyleOf(MemberReport member) =>
        member switch
        {
            { Healthy: false } => new Style(Color.Red),
            { State: "active" } => new Style(Color.Green),
            _ => new Style(Color.Yellow),
        };
}
