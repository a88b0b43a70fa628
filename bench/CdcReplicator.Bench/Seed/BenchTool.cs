using System.Diagnostics;
using CdcReplicator.LocalServers;

namespace CdcReplicator.Bench;

/// <summary>Runs an installed program to its end.</summary>
internal static class BenchTool
{
    private static readonly Dictionary<string, string> Packages = new() { [SeedContenders.Pgcopydb] = "pgcopydb" };

    /// <summary>Runs it.</summary>
    /// <exception cref="LocalServerException">It is not installed, or failed.</exception>
    public static async Task RunAsync(string name, string[] arguments, CancellationToken cancellationToken)
    {
        var program = InstalledProgram.Require(name, Packages.GetValueOrDefault(name, "postgresql-client"));
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = await ChildProcessLauncher.StartAsync(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
            await output;
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new LocalServerException($"{name} failed: {errors.Trim()}", "Read it.");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }
}
