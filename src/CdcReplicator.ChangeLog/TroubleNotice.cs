namespace CdcReplicator.ChangeLog;

/// <summary>
/// A trouble of something that is tried again and again. It is reported once, and once more when it is over, because
/// the log may be away for hours. It only decides; the caller reports. Safe for concurrent use.
/// </summary>
internal sealed class TroubleNotice
{
    private string? _current;

    /// <summary>The trouble that is not over; null while all is well.</summary>
    public string? Current => Volatile.Read(ref _current);

    /// <summary>There is a trouble. Returns whether to report it, because there was none, or another.</summary>
    /// <param name="what">Tells it from other troubles; where none does, all are one.</param>
    public bool Begin(string what = "")
    {
        ArgumentNullException.ThrowIfNull(what);
        return Interlocked.Exchange(ref _current, what) != what;
    }

    /// <summary>All is well. Returns whether to report that, because there was a trouble.</summary>
    public bool End() => Interlocked.Exchange(ref _current, null) is not null;
}
