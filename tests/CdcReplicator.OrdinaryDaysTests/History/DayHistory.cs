namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>What happened on a day, noted by many at once.</summary>
internal sealed class DayHistory
{
    private readonly Lock _gate = new();
    private readonly List<DayEvent> _events = [];

    /// <summary>How many events have been noted.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _events.Count;
            }
        }
    }

    public void Note(DayEvent happened)
    {
        lock (_gate)
        {
            _events.Add(happened);
        }
    }

    public IReadOnlyList<DayEvent> ToList()
    {
        lock (_gate)
        {
            return [.. _events];
        }
    }
}
