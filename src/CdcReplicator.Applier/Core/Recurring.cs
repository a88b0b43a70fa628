namespace CdcReplicator.Applier;

/// <summary>Something that is done again and again, and never twice at once.</summary>
/// <param name="interval">Milliseconds from its end to its next beginning.</param>
internal sealed class Recurring(long interval)
{
    private bool _isUnderWay;
    private long _last;

    /// <summary>When it is to begin; null while it is under way.</summary>
    public long? NextAt => _isUnderWay ? null : _last + interval;

    /// <summary>Begins it, if it is not under way.</summary>
    /// <returns>Whether it is to be done.</returns>
    public bool TryBegin()
    {
        var begins = !_isUnderWay;
        _isUnderWay = true;
        return begins;
    }

    /// <summary>It has ended, or need not be done before its interval has passed.</summary>
    public void End(long now)
    {
        _isUnderWay = false;
        _last = now;
    }

    /// <summary>What is under way counts for nothing.</summary>
    public void Forget() => _isUnderWay = false;
}
