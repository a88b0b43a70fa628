using System.CommandLine;
using System.Text.Json;
using CdcReplicator.Cli;

namespace CdcReplicator.Bench;

/// <summary>
/// <c>drain</c>: what <c>catch-up</c> starts as a process of its own, so that memory and processor time are
/// the applier's alone.
/// </summary>
internal static class DrainCommand
{
    /// <summary>The option for a node that keeps no position.</summary>
    public const string NoPosition = "--no-position";

    public static Command Build(TimeProvider time)
    {
        var config = new Option<FileInfo>("--config")
        {
            Description = "Configuration file with the log and one node.",
            Required = true,
        };
        var end = new Option<long>("--end") { Description = "The offset after the last record.", Required = true };
        var database = new Option<int?>("--database-process")
        {
            Description = "Process id of the node's database server, to meter its processor time.",
        };
        var noPosition = new Option<bool>(NoPosition) { Description = "Keep no position in the node." };
        var command = new Command("drain", "Apply a log to a node until an offset, and print what that took as JSON.")
        {
            config,
            end,
            database,
            noPosition,
        };
        command.Hidden = true;
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    async () =>
                    {
                        var plan = RunPlan.Create(ConfigurationLoader.Load(parsed.GetValue(config)), []);
                        var report = await DrainRun.RunAsync(
                            plan,
                            parsed.GetValue(end),
                            parsed.GetValue(database),
                            keepsPosition: !parsed.GetValue(noPosition),
                            time,
                            cancellationToken
                        );
                        Console.WriteLine(JsonSerializer.Serialize(report, DrainJson.Default.DrainReport));
                        return ExitCodes.Success;
                    },
                    cancellationToken
                )
        );
        return command;
    }
}
