using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace CdcReplicator.Cli;

/// <summary><c>status</c>: every member, from any one bootstrap address.</summary>
internal static class StatusCommand
{
    public static Command Build(TimeProvider time)
    {
        var cluster = new ClusterOptions();
        var json = SharedOptions.Json();
        var command = new Command("status", "Show every member: state, reason, position, lag, heartbeat.") { json };
        cluster.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    async () =>
                    {
                        await using var connection = await ClusterConnection.OpenToLookAsync(
                            cluster,
                            parsed,
                            time,
                            cancellationToken
                        );
                        var report = await ClusterReader.ReadAsync(connection.Log, time, cancellationToken);
                        Print(report, parsed.GetValue(json));
                        return report.Healthy ? ExitCodes.Success : ExitCodes.NotHealthy;
                    },
                    cancellationToken
                )
        );
        return command;
    }

    private static void Print(ClusterReport report, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, StatusJson.Default.ClusterReport));
            return;
        }

        var records = report.LogEnd < 0 ? "unknown" : $"{report.LogStart} to {report.LogEnd}";
        Console.WriteLine($"log {report.Log}  id {report.LogId}  records {records}");
        if (report.Trouble is { } trouble)
        {
            Console.WriteLine($"The log is broken: {trouble}");
        }

        if (report.Members.Count == 0)
        {
            Console.WriteLine("No members yet. Start an applier: cdc-replicator run --help");
            return;
        }

        AnsiConsole.Write(MemberTable.Status(report));
        if (report.Retention is { } retention)
        {
            Console.WriteLine(retention);
        }

        foreach (var remark in MemberTable.Remarks(report))
        {
            Console.WriteLine(remark);
        }
    }
}
