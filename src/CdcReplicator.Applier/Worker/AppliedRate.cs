namespace CdcReplicator.Applier;

/// <summary>Transactions that an applier applies in a second, over a window of two.</summary>
internal sealed class AppliedRate(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    private long _start = time.GetTimestamp();
    private long _applied;
    private double _rate;

    /// <summary>Takes how many were applied so far; returns the rate of the last whole window.</summary>
    public double Take(long applied)
    {
        var elapsed = time.GetElapsedTime(_start);
        if (elapsed >= Window)
        {
            _rate = (applied - _applied) / elapsed.TotalSeconds;
            _applied = applied;
            _start = time.GetTimestamp();
        }

        return _rate;
    }
}
