using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace CdcReplicator.ScheduleTests;

/// <summary>Threads that are used again: a run parks and starts thousands.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as the process.")]
internal sealed class Worker
{
    private static readonly ConcurrentStack<Worker> Idle = new();

    private readonly System.Threading.SemaphoreSlim _turn = new(0);
    private Action? _run;

    private Worker()
    {
        new System.Threading.Thread(Work) { IsBackground = true, Name = "schedule" }.Start();
    }

    /// <summary>Runs something on a thread that is free.</summary>
    public static void Start(Action run)
    {
        var worker = Idle.TryPop(out var idle) ? idle : new Worker();
        worker._run = run;
        worker._turn.Release();
    }

    private void Work()
    {
        while (true)
        {
            _turn.Wait();
            _run!();
            Idle.Push(this);
        }
    }
}
