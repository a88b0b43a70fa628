using System.CommandLine;
using System.Text.Json;

namespace CdcReplicator.Cli;

/// <summary><c>verify</c>: compares all nodes at one position, without stopping anybody.</summary>
internal static class VerifyCommand
{
    private const int DefaultTimeoutSeconds = 60;

    public static Command Build(TimeProvider time)
    {
        var cluster = new ClusterOptions();
        var json = SharedOptions.Json();
        var timeout = new Option<int>("--timeout")
        {
            Description = "Seconds to wait for the nodes' answers.",
            DefaultValueFactory = _ => DefaultTimeoutSeconds,
        };
        var command = new Command("verify", "Compare all nodes at one position; name differing tables and keys.")
        {
            timeout,
            json,
        };
        cluster.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    async () =>
                    {
                        await using var connection = await ClusterConnection.OpenAsync(
                            cluster,
                            parsed,
                            time,
                            cancellationToken
                        );
                        var verifier = new Verifier(connection, TimeSpan.FromSeconds(parsed.GetValue(timeout)), time);
                        var report = await verifier.CompareAsync(cancellationToken);
                        Print(report, parsed.GetValue(json));
                        return report.Identical ? ExitCodes.Success : ExitCodes.NotHealthy;
                    },
                    cancellationToken
                )
        );
        return command;
    }

    private static void Print(VerifyReport report, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, VerifyJson.Default.VerifyReport));
            return;
        }

        foreach (var line in report.Problems.Concat(report.Differences))
        {
            Console.WriteLine(line);
        }

        Console.WriteLine(
            report.Identical
                ? $"Identical at sequence {report.Sequence}: {string.Join(", ", report.Nodes)} ({report.Tables} tables)."
                : $"NOT identical (compared at sequence {report.Sequence}: {string.Join(", ", report.Nodes)})."
        );
    }
}
