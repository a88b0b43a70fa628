using System.CommandLine;
using System.Text.Json;

namespace CdcReplicator.Cli;

/// <summary><c>status</c>: every member, from any one bootstrap address.</summary>
internal static class StatusCommand
{
    public static Command Build(TimeProvider time)
    {
        var json = SharedOptions.Json();
        var wide = SharedOptions.Wide();
        var command = new Command("status", "Show every member: state, reason, position, lag, heartbeat.")
        {
            json,
            wide,
        };
        return ClusterCommand.CompleteLooking(
            command,
            time,
            async (parsed, connection, cancellationToken) =>
            {
                var report = await ClusterReader.ReadAsync(connection.Log, isPatient: true, time, cancellationToken);
                if (parsed.GetValue(json))
                {
                    PlainOutput.Line(JsonSerializer.Serialize(report, StatusJson.Default.ClusterReport));
                }
                else
                {
                    Print(report, parsed.GetValue(wide) is not null);
                }

                return report.Healthy ? ExitCodes.Success : ExitCodes.NotHealthy;
            }
        );
    }

    private static void Print(ClusterReport report, bool wide)
    {
        PlainOutput.Write([PictureLines.Header(report), .. PictureLines.Warnings(report)]);
        if (report.Members.Count == 0 && report.Unreadable.Count == 0)
        {
            PlainOutput.Line("No members yet. Start an applier: cdc-replicator run --help");
            return;
        }

        PlainOutput.Table(MemberTable.Status(report, wide));
        PlainOutput.Write(MemberRemarks.Of(report));
        if (wide && MemberTable.Proofs(report) is { } proofs)
        {
            PlainOutput.Table(proofs);
        }
    }
}
