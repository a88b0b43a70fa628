namespace CdcReplicator.Model;

/// <summary>
/// How much time has passed in a log, by the append times of its records alone: the sum of the steps from each record
/// to the next. A step back counts nothing, and a step ahead a given time at most. So a log server whose clock is
/// wrong, by years even, adds one such step when it takes over, and counts right from then on. Everybody who passes the
/// same records counts the same. A step from or to a record whose time is not known counts nothing.
/// </summary>
/// <param name="maxStep">What one step counts at most, milliseconds.</param>
/// <param name="time">What has passed before.</param>
/// <param name="lastAppendTime">
/// Append time of the record before the first that is passed; null if there is none.
/// </param>
internal sealed class AppendClock(long maxStep, long time = 0, long? lastAppendTime = null)
{
    private long? _last = lastAppendTime;

    /// <summary>What has passed, milliseconds; it never falls.</summary>
    public long Time { get; private set; } = time;

    /// <summary>The next record.</summary>
    public void Pass(in LogRecord record)
    {
        if (_last is { } last and not LogRecord.NoTime && record.AppendTime != LogRecord.NoTime)
        {
            Time += Math.Clamp(record.AppendTime - last, 0, maxStep);
        }

        _last = record.AppendTime;
    }
}
