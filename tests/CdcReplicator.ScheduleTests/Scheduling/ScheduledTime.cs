namespace CdcReplicator.ScheduleTests;

/// <summary>A clock that moves only when its schedule lets it.</summary>
public sealed class ScheduledTime(Schedule schedule) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly List<Timer> _timers = [];
    private long _number;

    /// <summary>How long the run has lasted.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Whether anything is due soon.</summary>
    public bool IsAnyDueWithin(TimeSpan time) => _timers.Exists(timer => timer.DueAt <= Elapsed + time);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    // No two moments are the same, as on a real machine.
    public override long GetTimestamp() => (Elapsed += TimeSpan.FromTicks(1)).Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Goes on to the next timer and lets its callback run; false if there is none.</summary>
    public bool Advance()
    {
        if (_timers.MinBy(timer => (timer.DueAt, timer.Number)) is not { } next)
        {
            return false;
        }

        Elapsed = next.DueAt > Elapsed ? next.DueAt : Elapsed;
        if (next.Period > TimeSpan.Zero)
        {
            next.DueAt += next.Period;
        }
        else
        {
            _timers.Remove(next);
        }

        schedule.Post(() => schedule.Quietly(next.Callback));
        return true;
    }

    private sealed class Timer(ScheduledTime time, Action callback) : ITimer
    {
        public TimeSpan DueAt { get; set; }

        public TimeSpan Period { get; private set; }

        public long Number { get; } = time._number++;

        public Action Callback => callback;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time._timers.Remove(this);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                DueAt = time.Elapsed + dueTime;
                Period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
                time._timers.Add(this);
            }

            return true;
        }

        public void Dispose() => time._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
