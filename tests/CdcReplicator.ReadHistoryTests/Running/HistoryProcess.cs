using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>A process of the host; killed with SIGKILL at the latest when disposed.</summary>
internal sealed partial class HistoryProcess : IDisposable
{
    private const int SigContinue = 18;
    private const int SigStop = 19;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process _process;

    private HistoryProcess(Process process) => _process = process;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts it and waits until it says that it runs.</summary>
    public static async Task<HistoryProcess> StartAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
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

    public void Stop() => Signal(SigStop);

    public void Continue() => Signal(SigContinue);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Signal(int signal)
    {
        if (Kill(_process.Id, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} did not reach process {_process.Id}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
