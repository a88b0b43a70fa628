using System.Diagnostics;
using CdcReplicator.LocalServers;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Starts kcat. Where the system's Kafka library is missing, which kcat was linked with, it gets our package's.
/// </summary>
internal static class Kcat
{
    private const string SystemName = "librdkafka.so.1";

    /// <param name="folder">Where a link to the library may be made.</param>
    /// <param name="arguments">Of kcat.</param>
    public static async Task<Process> StartAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("kcat", arguments) { RedirectStandardOutput = true };
        if (!await FindsItsLibraryAsync())
        {
            Directory.CreateDirectory(folder);
            File.CreateSymbolicLink(
                Path.Combine(folder, SystemName),
                Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "centos8-librdkafka.so")
            );
            start.Environment["LD_LIBRARY_PATH"] = folder;
        }

        return await ChildProcessLauncher.StartAsync(start);
    }

    private static async Task<bool> FindsItsLibraryAsync()
    {
        using var version = await ChildProcessLauncher.StartAsync(
            new ProcessStartInfo("kcat", ["-V"]) { RedirectStandardOutput = true, RedirectStandardError = true }
        );
        await version.StandardOutput.ReadToEndAsync();
        await version.WaitForExitAsync();
        return version.ExitCode == 0;
    }
}
