namespace CdcReplicator.Router;

/// <summary>
/// Ends of the log with the time at which they were asked for, oldest first; a fixed number, the oldest forgotten. Not
/// safe for concurrent use.
/// </summary>
internal sealed class EndHistory
{
    /// <summary>Into how many steps readers divide the age they allow.</summary>
    public const int Steps = 8;

    private const int Kept = 256;

    private readonly Queue<(long AskedAt, long End)> _ends = new(Kept);

    public void Add(long askedAt, long end)
    {
        if (_ends.Count == Kept)
        {
            _ends.Dequeue();
        }

        _ends.Enqueue((askedAt, end));
    }

    /// <summary>The oldest end that was asked for at or after a time; null if there is none.</summary>
    public long? FirstSince(long time)
    {
        foreach (var (askedAt, end) in _ends)
        {
            if (askedAt >= time)
            {
                return end;
            }
        }

        return null;
    }
}
