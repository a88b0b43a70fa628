using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CdcReplicator.Cli;
using CdcReplicator.LocalServers;
using CdcReplicator.Nodes;

namespace CdcReplicator.Bench;

/// <summary>Starts <c>bench drain</c> and reads what it reports.</summary>
internal sealed class DrainProcess(string folder, bool keepsPosition)
{
    /// <summary>Drains a log into a node.</summary>
    /// <exception cref="LocalServerException">The applier failed; the message is its own.</exception>
    public async Task<DrainReport> RunAsync(
        string logUri,
        NodeOptions node,
        long end,
        int? databaseProcess,
        CancellationToken cancellationToken
    )
    {
        string[] arguments = ["drain", "--config", ApplierConfiguration.Write(folder, logUri, node)];
        arguments = [.. arguments, "--end", end.ToString(CultureInfo.InvariantCulture)];
        if (databaseProcess is { } id)
        {
            arguments = [.. arguments, "--database-process", id.ToString(CultureInfo.InvariantCulture)];
        }

        if (!keepsPosition)
        {
            arguments = [.. arguments, DrainCommand.NoPosition];
        }

        var command = ProgramCommand.Of(typeof(DrainProcess).Assembly, arguments);
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true };
        using var process = await ChildProcessLauncher.StartAsync(start);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? JsonSerializer.Deserialize(output, DrainJson.Default.DrainReport)!
                : throw new LocalServerException(
                    $"The applier ended with exit code {process.ExitCode}; its message stands above.",
                    "Read it; with --keep its log and database stay."
                );
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
