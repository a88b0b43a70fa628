using System.Diagnostics;
using CdcReplicator.Testing;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>A process of the host; killed with SIGKILL at the latest when disposed.</summary>
internal sealed class HistoryProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process _process;

    private HistoryProcess(Process process) => _process = process;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts it and waits until it says that it runs.</summary>
    public static async Task<HistoryProcess> StartAsync(params IReadOnlyList<string> args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "CdcReplicator.ReadHistoryHost.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        var process = new HistoryProcess(Process.Start(start)!);
        try
        {
            var line = await process._process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
            return line == "running"
                ? process
                : throw new InvalidOperationException($"'{string.Join(' ', args)}' did not start.");
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    public void Stop() => ProcessSignal.Stop(_process.Id);

    public void Continue() => ProcessSignal.Continue(_process.Id);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
