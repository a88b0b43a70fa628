using System.Collections.Concurrent;
using System.Diagnostics;

namespace CdcReplicator.LocalServers;

/// <summary>
/// Starts processes from one thread that lives as long as we do. A child's parent-death signal
/// (<c>setpriv --pdeathsig</c>) is sent when the <em>thread</em> that forked it ends, and pool threads come and go.
/// </summary>
internal static class ChildProcessLauncher
{
    private static readonly BlockingCollection<(
        ProcessStartInfo Info,
        TaskCompletionSource<Process> Started
    )> Requests = StartThread();

    /// <summary>Starts a process.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static Task<Process> StartAsync(ProcessStartInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add((info, started));
        return started.Task;
    }

    /// <summary>Runs a program to its end and returns what it wrote to both outputs.</summary>
    /// <exception cref="LocalServerException">It ended with another exit code than 0.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken stop)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = await StartAsync(info).ConfigureAwait(false);
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var errors = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop).ConfigureAwait(false);
        var text = await output.ConfigureAwait(false) + await errors.ConfigureAwait(false);
        return process.ExitCode == 0
            ? text
            : throw new LocalServerException(
                $"'{program}' ended with exit code {process.ExitCode}: {text.Trim()}",
                "Read its message; run it by hand to try again."
            );
    }

    private static BlockingCollection<(ProcessStartInfo, TaskCompletionSource<Process>)> StartThread()
    {
        var requests = new BlockingCollection<(ProcessStartInfo Info, TaskCompletionSource<Process> Started)>();
        var thread = new Thread(() =>
        {
            foreach (var (info, started) in requests.GetConsumingEnumerable())
            {
                try
                {
                    started.SetResult(Process.Start(info)!);
                }
                catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
                {
                    started.SetException(e);
                }
            }
        })
        {
            IsBackground = true,
            Name = "child process launcher",
        };
        thread.Start();
        return requests;
    }
}
