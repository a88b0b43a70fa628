namespace CdcReplicator.UnitTests;

/// <summary>A clock whose timers are due at once, and which counts them.</summary>
internal sealed class ImmediateTimeProvider : TimeProvider
{
    public int Timers { get; private set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timers++;
        return System.CreateTimer(
            callback,
            state,
            dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero,
            period
        );
    }
}
