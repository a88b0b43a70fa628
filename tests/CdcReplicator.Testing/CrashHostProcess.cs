using System.Collections.Concurrent;
using System.Diagnostics;

namespace CdcReplicator.Testing;

/// <summary>
/// A child process of a crash test: a subcommand of <c>CdcReplicator.CrashHost</c>, which the test project references.
/// Collects its output lines; killed with SIGKILL at the latest when disposed.
/// </summary>
internal sealed class CrashHostProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CrashHostProcess(Process process) => _process = process;

    /// <summary>
    /// Output lines so far; a line that was cut off by a kill is not among them only if nothing of it arrived.
    /// </summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Standard error so far, for assertion messages.</summary>
    public string Errors => string.Join('\n', _errors);

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    public static CrashHostProcess Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "CdcReplicator.CrashHost.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        var process = new Process { StartInfo = start };
        var host = new CrashHostProcess(process);
        process.OutputDataReceived += (_, line) => host.TakeLine(line.Data);
        process.ErrorDataReceived += (_, line) => host._errors.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Completes at the first line of output.</summary>
    public Task WaitForFirstLineAsync(TimeSpan patience) => _firstLine.Task.WaitAsync(patience);

    /// <summary>Kills it with SIGKILL and waits until it is gone and all of its output is here.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits for its own end; returns the exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void TakeLine(string? line)
    {
        if (line is null)
        {
            _firstLine.TrySetException(new InvalidOperationException($"The process ended without output. {Errors}"));
            return;
        }

        _lines.Enqueue(line);
        _firstLine.TrySetResult();
    }
}
