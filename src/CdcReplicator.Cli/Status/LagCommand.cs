using System.CommandLine;
using System.Text.Json;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cli;

/// <summary><c>lag</c>: the lag of each node, once or until Ctrl-C.</summary>
internal static class LagCommand
{
    public static Command Build(TimeProvider time)
    {
        var json = SharedOptions.Json();
        var watch = new Option<bool>("--watch") { Description = "Show it again every second until Ctrl-C." };
        var command = new Command("lag", "Show how many records and seconds each node is behind.") { watch, json };
        return ClusterCommand.CompleteLooking(
            command,
            time,
            async (parsed, connection, cancellationToken) =>
            {
                Action<ClusterReport> print = parsed.GetValue(json) ? PrintJson : PrintTable;
                var first = await ClusterReader.ReadAsync(connection.Log, isPatient: true, time, cancellationToken);
                print(first);
                if (parsed.GetValue(watch))
                {
                    await WatchAsync(connection.Log, first, print, time, cancellationToken);
                }

                return ExitCodes.Success;
            }
        );
    }

    /// <summary>Ctrl-C is how a watch ends, so it ends well.</summary>
    private static async Task WatchAsync(
        IChangeLog log,
        ClusterReport first,
        Action<ClusterReport> print,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await foreach (var report in new LagWatch(log, first, time).RunAsync(cancellationToken))
            {
                print(report);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    private static void PrintJson(ClusterReport report) =>
        PlainOutput.Line(JsonSerializer.Serialize(report, StatusJson.Default.ClusterReport));

    private static void PrintTable(ClusterReport report)
    {
        PlainOutput.Write(PictureLines.Warnings(report));
        PlainOutput.Table(MemberTable.Lag(report));
    }
}
