using CdcReplicator.ScheduleTests;
using Npgsql;

namespace CdcReplicator;

/// <summary>
/// What the product's calls of the framework are respelled to. Without a schedule they are what they stand for.
/// </summary>
public static class Scheduled
{
    private static readonly IDisposable Unheld = new Nothing();

    public static IDisposable Enter(object _) => Schedule.Current?.Enter() ?? Unheld;

    public static Task Run(Action run, CancellationToken cancellationToken = default) =>
        Run(
            () =>
            {
                run();
                return Task.FromResult(true);
            },
            cancellationToken
        );

    public static Task Run(Func<Task?> run, CancellationToken cancellationToken = default) =>
        Run(
            async () =>
            {
                await run()!;
                return true;
            },
            cancellationToken
        );

    public static Task<T> Run<T>(Func<T> run, CancellationToken cancellationToken = default) =>
        Run(() => Task.FromResult(run()), cancellationToken);

    public static Task<T> Run<T>(Func<Task<T>?> run, CancellationToken cancellationToken = default)
    {
        if (Schedule.Current is not { } schedule)
        {
            return Task.Run(run, cancellationToken);
        }

        var started = new TaskCompletionSource<Task<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        schedule.Post(() =>
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                started.SetResult(run()!);
            }
            catch (OperationCanceledException cancelled) when (cancelled.CancellationToken == cancellationToken)
            {
                started.SetCanceled(cancellationToken);
            }
            catch (Exception error)
            {
                started.SetException(error);
            }
        });
        return BothAsync(started.Task);
    }

    public static Task WhenAll(params IEnumerable<Task> tasks) => AllAsync([.. tasks]);

    public static async Task<T[]> WhenAll<T>(params IEnumerable<Task<T>> tasks)
    {
        Task<T>[] all = [.. tasks];
        await AllAsync(all);
        return [.. all.Select(task => task.Result)];
    }

    public static async Task<Task> WhenAny(params IEnumerable<Task> tasks)
    {
        var first = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var task in tasks.ToList())
        {
            _ = TellAsync(task, first);
        }

        return await first.Task;
    }

    /// <summary>
    /// Cancels. The framework waits for a callback under way by spinning, so nobody is let in between.
    /// </summary>
    public static void CancelQuietly(this CancellationTokenSource source)
    {
        if (Schedule.Current is { } schedule)
        {
            schedule.Quietly(source.Cancel);
        }
        else
        {
            source.Cancel();
        }
    }

    public static Task CancelScheduledAsync(this CancellationTokenSource source) => Run(source.CancelQuietly);

    public static Task CancelScheduledAsync(this NpgsqlRawCopyStream stream) => stream.CancelAsync();

    public static Task CancelScheduledAsync(this NpgsqlCopyTextWriter writer) => writer.CancelAsync();

    public static Task WaitScheduledAsync(this NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.WaitAsync(cancellationToken);

    /// <summary>Looks again and again, as long as nothing is found and the time is not up.</summary>
    public static int Poll(TimeSpan atMost, Func<int> look)
    {
        var step = TimeSpan.FromMilliseconds(10);
        for (var waited = TimeSpan.Zero; ; waited += step)
        {
            var found = look();
            if (found != 0 || waited >= atMost)
            {
                return found;
            }

            Thread.Sleep(step);
        }
    }

    /// <summary>Waits for a task whatever comes of it.</summary>
    public static async Task Quietly(this Task task)
    {
        try
        {
            await task;
        }
        catch (Exception error) when (error is not ScheduleOverException)
        {
            // Whoever waits so looks at the task itself.
        }
    }

    public static Task WaitScheduledAsync(this Task task, CancellationToken cancellationToken) =>
        WaitScheduledAsync(ValuedAsync(task), Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

    public static Task WaitScheduledAsync(this Task task, TimeSpan timeout) => task;

    public static Task WaitScheduledAsync(
        this Task task,
        TimeSpan timeout,
        TimeProvider time,
        CancellationToken cancellationToken = default
    ) => WaitScheduledAsync(ValuedAsync(task), timeout, time, cancellationToken);

    public static Task<T> WaitScheduledAsync<T>(this Task<T> task, CancellationToken cancellationToken) =>
        WaitScheduledAsync(task, Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

    public static async Task<T> WaitScheduledAsync<T>(
        this Task<T> task,
        TimeSpan timeout,
        TimeProvider time,
        CancellationToken cancellationToken = default
    )
    {
        if (task.IsCompleted)
        {
            return await task;
        }

        cancellationToken.ThrowIfCancellationRequested();
        var other = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = time.CreateTimer(
            _ => other.TrySetException(new TimeoutException()),
            null,
            timeout,
            Timeout.InfiniteTimeSpan
        );
        using var cancelling = cancellationToken.UnsafeRegister(_ => other.TrySetCanceled(cancellationToken), null);
        return await await WhenAny(task, other.Task).TypedAsync<T>();
    }

    private static async Task<Task<T>> TypedAsync<T>(this Task<Task> task) => (Task<T>)await task;

    private static async Task<bool> ValuedAsync(Task task)
    {
        await task;
        return true;
    }

    private static async Task<T> BothAsync<T>(Task<Task<T>> task) => await await task;

    private static async Task TellAsync(Task task, TaskCompletionSource<Task> first)
    {
        await task.Quietly();
        first.TrySetResult(task);
    }

    private static async Task AllAsync(IReadOnlyList<Task> tasks)
    {
        foreach (var task in tasks)
        {
            await task.Quietly();
        }

        foreach (var task in tasks)
        {
            await task;
        }
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose() { }
    }
}
