namespace CdcReplicator.Applier;

/// <summary>
/// From which sequence on all rejections of the node are beside the log. Raised before rejections are removed, and they
/// are removed only after that was said, so that nobody takes a removed rejection for an acceptance. Safe for
/// concurrent use.
/// </summary>
internal sealed class VerdictFloor
{
    private const long None = -1;

    private long _value = None;
    private long _published = None;

    /// <summary>The sequence; null before the node was opened.</summary>
    public long? Value => Read(ref _value);

    /// <summary>What was last said; null if nothing was.</summary>
    public long? Published => Read(ref _published);

    /// <summary>The node is open. What was known before stays.</summary>
    public void Begin(long from) => Interlocked.CompareExchange(ref _value, from, None);

    /// <summary>Rejections before that sequence are going to be removed.</summary>
    public void Raise(long to)
    {
        if (to > Volatile.Read(ref _value))
        {
            Volatile.Write(ref _value, to);
        }
    }

    /// <summary>It was said.</summary>
    public void NotePublished(long? value) => Volatile.Write(ref _published, value ?? None);

    private static long? Read(ref long field)
    {
        var value = Volatile.Read(ref field);
        return value == None ? null : value;
    }
}
