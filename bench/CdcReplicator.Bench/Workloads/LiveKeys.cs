namespace CdcReplicator.Bench;

/// <summary>The keys that exist at some point of a workload, for random picks in constant time.</summary>
internal sealed class LiveKeys
{
    private readonly List<long> _keys = [];
    private long _last;

    /// <summary>How many there are.</summary>
    public int Count => _keys.Count;

    /// <summary>Adds a key that was never there.</summary>
    public long Add()
    {
        _keys.Add(++_last);
        return _last;
    }

    /// <summary>Any key.</summary>
    public long Pick(Random random) => _keys[random.Next(_keys.Count)];

    /// <summary>Takes any key away.</summary>
    public long Remove(Random random)
    {
        var place = random.Next(_keys.Count);
        var key = _keys[place];
        _keys[place] = _keys[^1];
        _keys.RemoveAt(_keys.Count - 1);
        return key;
    }
}
