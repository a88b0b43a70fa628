using System.CommandLine;
using System.Text.Json;
using CdcReplicator.ChangeLog;
using Spectre.Console;

namespace CdcReplicator.Cli;

/// <summary><c>lag</c>: how far each node is behind, once or until Ctrl-C.</summary>
internal static class LagCommand
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    public static Command Build(TimeProvider time)
    {
        var cluster = new ClusterOptions();
        var json = SharedOptions.Json();
        var watch = new Option<bool>("--watch") { Description = "Show it again every second until Ctrl-C." };
        var command = new Command("lag", "Show how many records and seconds each node is behind.") { watch, json };
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
                        Action<ClusterReport> print = parsed.GetValue(json) ? PrintJson : PrintTable;
                        print(await ClusterReader.ReadAsync(connection.Log, time, cancellationToken));
                        if (parsed.GetValue(watch))
                        {
                            await WatchAsync(connection.Log, print, time, cancellationToken);
                        }

                        return ExitCodes.Success;
                    },
                    cancellationToken
                )
        );
        return command;
    }

    /// <summary>Ctrl-C is how a watch ends, so it ends well.</summary>
    private static async Task WatchAsync(
        IChangeLog log,
        Action<ClusterReport> print,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        try
        {
            while (true)
            {
                await Task.Delay(WatchInterval, time, cancellationToken);
                print(await ClusterReader.ReadAsync(log, time, cancellationToken));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    private static void PrintJson(ClusterReport report) =>
        Console.WriteLine(JsonSerializer.Serialize(report, StatusJson.Default.ClusterReport));

    private static void PrintTable(ClusterReport report) => AnsiConsole.Write(MemberTable.Lag(report));
}
