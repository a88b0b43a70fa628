using System.Runtime.ExceptionServices;

namespace CdcReplicator.ScheduleTests;

/// <summary>
/// One run of concurrent code in which a seed decides, at every await, lock and atomic operation, who goes on. Exactly
/// one thread runs at a time: whoever holds the turn. What can run waits in <see cref="_ready"/>. Time goes on to the
/// next timer when nothing can run, and now and then a little before. A run in which nothing can run any more although
/// the scenario has not ended is a deadlock. One that lasts too long, by its own clock or in steps, goes round in
/// circles.
/// </summary>
public sealed class Schedule
{
    private const int MaxSteps = 300_000;
    private static readonly TimeSpan MaxTime = TimeSpan.FromHours(2);

    /// <summary>How long what could run may be held up by a slow machine.</summary>
    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan MaxStall = TimeSpan.FromSeconds(60);

    [ThreadStatic]
    private static Schedule? _current;

    private readonly Choices _choices;
    private readonly List<Strand> _ready = [];
    private readonly List<System.Threading.SemaphoreSlim> _turns = [];
    private readonly ScheduledContext _context;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _scenario;
    private Exception? _failure;
    private volatile bool _isOver;
    private int _steps;
    private int _parked;

    // Above 0, nobody else is let in between.
    private int _quiet;

    private Schedule(Choices choices, string? planted)
    {
        _choices = choices;
        Planted = planted;
        _context = new ScheduledContext(this);
        Time = new ScheduledTime(this);
    }

    /// <summary>The schedule this thread runs in; null outside.</summary>
    public static Schedule? Current => _current;

    /// <summary>The clock of this run.</summary>
    public ScheduledTime Time { get; }

    /// <summary>The fault planted in this run; null for none.</summary>
    public string? Planted { get; }

    /// <summary>Runs a scenario under one schedule; throws what it throws, or that it hangs.</summary>
    public static void Run(int seed, Func<Schedule, Task> scenario, string? planted = null)
    {
        var schedule = new Schedule(new Choices(seed), planted);
        schedule.Post(() =>
        {
            schedule._scenario = scenario(schedule);
            _ = schedule.EndWithAsync(schedule._scenario);
        });
        Worker.Start(schedule.Drive);
        if (!schedule._ended.Task.Wait(MaxStall))
        {
            schedule._isOver = true;
            throw new ScheduleException(
                $"No end within {MaxStall.TotalSeconds} s: a step blocks where no stand-in sees it, or all is slow."
            );
        }

        if (schedule._failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Adds something that may run from now on.</summary>
    public void Post(Action run)
    {
        if (_isOver)
        {
            return;
        }

        if (_current != this && _current is not null)
        {
            throw new InvalidOperationException("Two schedules are mixed up.");
        }

        if (_current is null && _scenario is not null)
        {
            Fail(new ScheduleException($"Something ran outside the schedule:\n{Environment.StackTrace}"));
            return;
        }

        _ready.Add(new Strand(run, Turn: null, _choices.NewPriority()));
    }

    /// <summary>A point at which another may go first.</summary>
    public void Point()
    {
        ThrowIfOver();
        if (_ready.Count > 0 && _quiet == 0 && _choices.Preempts())
        {
            Park(_ready.Add);
        }
    }

    /// <summary>
    /// Takes a lock. Another may go first, but none in between: what a lock guards is seen before or after, never
    /// halfway.
    /// </summary>
    public IDisposable Enter()
    {
        Point();
        _quiet++;
        return new Leaving(this);
    }

    /// <summary>Blocks this thread, as a thread of its own may, until a condition is true.</summary>
    public void WaitUntil(Func<bool> condition, List<Strand> wakes)
    {
        Point();
        while (!condition())
        {
            Park(wakes.Add);
        }
    }

    /// <summary>Lets those go on that <see cref="WaitUntil"/> holds.</summary>
    public void Wake(List<Strand> waiting)
    {
        _ready.AddRange(waiting);
        waiting.Clear();
    }

    /// <summary>
    /// While it is held nobody else is let in between: a callback of the framework is waited for by spinning.
    /// </summary>
    public void Quietly(Action run)
    {
        // Another context than the one that awaits have taken: they do not go on within the callback then.
        SynchronizationContext.SetSynchronizationContext(new ScheduledContext(this));
        _quiet++;
        try
        {
            run();
        }
        finally
        {
            _quiet--;
            SynchronizationContext.SetSynchronizationContext(_context);
        }
    }

    private async Task EndWithAsync(Task scenario)
    {
        await scenario.Quietly();
        Fail(scenario.Exception?.InnerException);
    }

    private void Fail(Exception? failure)
    {
        if (_isOver)
        {
            return;
        }

        _failure = failure is ScheduleOverException ? null : failure;
        _isOver = true;
    }

    // The turn to choose is passed from thread to thread: a thread that parks lets another drive, one that is woken
    // goes on where it parked.
    private void Drive()
    {
        _current = this;
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            while (!_isOver)
            {
                if (Next() is not { } strand)
                {
                    continue;
                }

                if (strand.Turn is { } turn)
                {
                    turn.Release();
                    return;
                }

                strand.Run!();
            }
        }
        catch (ScheduleOverException) { }
        catch (Exception error)
        {
            Fail(error);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
            _current = null;
            if (_isOver && _parked == 0)
            {
                _ended.TrySetResult();
            }
            else if (_isOver)
            {
                ReleaseParked();
            }
        }
    }

    private void ReleaseParked()
    {
        lock (_turns)
        {
            foreach (var turn in _turns)
            {
                turn.Release();
            }

            _turns.Clear();
        }
    }

    private void Park(Action<Strand> where)
    {
        ThrowIfOver();
        if (_quiet > 0)
        {
            throw new ScheduleException("A thread waits while it holds a lock, or in a callback.");
        }

        using var turn = new System.Threading.SemaphoreSlim(0);
        where(new Strand(Run: null, turn, _choices.NewPriority()));
        lock (_turns)
        {
            _turns.Add(turn);
        }

        System.Threading.Interlocked.Increment(ref _parked);
        Worker.Start(Drive);
        turn.Wait();
        lock (_turns)
        {
            _turns.Remove(turn);
        }

        System.Threading.Interlocked.Decrement(ref _parked);
        ThrowIfOver();
    }

    private Strand? Next()
    {
        if (++_steps > MaxSteps)
        {
            Fail(new ScheduleException($"No end after {MaxSteps} steps."));
            return null;
        }

        if (_ready.Count == 0 || (Time.IsAnyDueWithin(Slowness) && _choices.LetsTimePass()))
        {
            if (!Time.Advance())
            {
                Fail(new ScheduleException("Deadlock: nothing can run, and no timer is set."));
                return null;
            }

            if (Time.Elapsed > MaxTime)
            {
                Fail(new ScheduleException($"No end after {MaxTime} of its own time."));
                return null;
            }
        }

        if (_ready.Count == 0)
        {
            return null;
        }

        var index = _choices.Next(_ready);
        var strand = _ready[index];
        _ready[index] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        return strand;
    }

    private void ThrowIfOver()
    {
        if (_isOver)
        {
            throw new ScheduleOverException();
        }
    }

    private sealed class Leaving(Schedule schedule) : IDisposable
    {
        public void Dispose() => schedule._quiet--;
    }
}
