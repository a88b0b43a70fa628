using System.Collections.Concurrent;
using System.Diagnostics;

namespace CdcReplicator.LocalServers;

/// <summary>
/// Starts child processes from one thread that lives as long as this process: Linux's parent-death signal is tied to the
/// <em>thread</em> that started the child, and a thread of the pool may end long before the process does.
/// </summary>
internal static class ChildProcessThread
{
    private static readonly BlockingCollection<Action> Work = [];

    private static readonly Lazy<Thread> Starter = new(() =>
    {
        var thread = new Thread(Run) { IsBackground = true, Name = "child-process-starter" };
        thread.Start();
        return thread;
    });

    /// <summary>Starts a process; rethrows what starting threw.</summary>
    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        _ = Starter.Value;
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                started.SetResult(
                    Process.Start(start) ?? throw new InvalidOperationException($"'{start.FileName}' did not start.")
                );
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return started.Task;
    }

    private static void Run()
    {
        foreach (var action in Work.GetConsumingEnumerable())
        {
            action();
        }
    }
}
