namespace CdcReplicator.ChangeLog;

/// <summary>
/// What the metadata topic says now, and the callers that wait for more. Fed by one tail, read by many.
/// </summary>
internal sealed class MetadataMap
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, MetadataEntry> _present = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _keys = new(StringComparer.Ordinal);
    private readonly List<MetadataWatcher> _watchers = [];
    private readonly NewsSignal _moved = new();
    private long _position;
    private Exception? _failure;

    /// <summary>All before this offset was seen.</summary>
    public long Position
    {
        get
        {
            lock (_lock)
            {
                return _position;
            }
        }
    }

    /// <summary>Takes the next entry of the topic.</summary>
    public void Apply(MetadataEntry entry)
    {
        lock (_lock)
        {
            if (entry.Value is null)
            {
                _present.Remove(entry.Key);
                _keys.Remove(entry.Key);
            }
            else
            {
                _present[entry.Key] = entry;
                _keys.Add(entry.Key);
            }

            _position = entry.Version + 1;
            foreach (var watcher in _watchers)
            {
                watcher.Offer(entry);
            }
        }

        _moved.Ring();
    }

    /// <summary>The tail has seen all before this offset.</summary>
    public void Reach(long offset)
    {
        lock (_lock)
        {
            _position = Math.Max(_position, offset);
        }

        _moved.Ring();
    }

    /// <summary>The log was closed: nothing comes any more.</summary>
    public void Fail(Exception failure)
    {
        lock (_lock)
        {
            _failure = failure;
            foreach (var watcher in _watchers)
            {
                watcher.Fail(failure);
            }
        }

        _moved.Ring();
    }

    /// <summary>Waits until all before this offset was seen.</summary>
    public async Task WaitAsync(long offset, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = _moved.Next;
            lock (_lock)
            {
                if (_position >= offset)
                {
                    return;
                }

                if (_failure is { } failure)
                {
                    throw failure;
                }
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Present entries with this prefix, by version.</summary>
    public IReadOnlyList<MetadataEntry> Read(string prefix)
    {
        lock (_lock)
        {
            return Select(prefix);
        }
    }

    /// <summary>Starts to watch: the present entries are its first news.</summary>
    public MetadataWatcher Watch(string prefix)
    {
        lock (_lock)
        {
            var watcher = new MetadataWatcher(prefix);
            foreach (var entry in Select(prefix))
            {
                watcher.Offer(entry);
            }

            if (_failure is { } failure)
            {
                watcher.Fail(failure);
            }

            _watchers.Add(watcher);
            return watcher;
        }
    }

    /// <summary>Ends watching.</summary>
    public void Remove(MetadataWatcher watcher)
    {
        lock (_lock)
        {
            _watchers.Remove(watcher);
        }
    }

    private List<MetadataEntry> Select(string prefix)
    {
        // By order, so that a few are found among many without asking each.
        var entries = new List<MetadataEntry>();
        foreach (var key in _keys.GetViewBetween(prefix, prefix + char.MaxValue))
        {
            entries.Add(_present[key]);
        }

        entries.Sort((a, b) => a.Version.CompareTo(b.Version));
        return entries;
    }
}
