using System.Diagnostics;
using CdcReplicator.LocalServers;
using CdcReplicator.Testing;

namespace CdcReplicator.EndToEndTests;

/// <summary>Client programs of others, pointed at a relay by the environment.</summary>
internal static class ClientProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Task<CliResult> RunAsync(int port, string program, params string[] arguments) =>
        RunAsync(port, new Dictionary<string, string>(), program, arguments);

    public static async Task<CliResult> RunAsync(
        int port,
        IReadOnlyDictionary<string, string> environment,
        string program,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(InstalledProgram.Require(program, program), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PGHOST"] = "127.0.0.1";
        start.Environment["PGPORT"] = $"{port}";
        start.Environment["PGDATABASE"] = RelayCluster.Database;
        start.Environment["PGUSER"] = RelayCluster.User;
        start.Environment["PGPASSWORD"] = RelayCluster.Password;
        start.Environment["NODE_PATH"] = NodeModules.SearchPath;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = await ChildProcessLauncher.StartAsync(start);
        using var limit = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new CliResult(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
