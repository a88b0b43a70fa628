namespace CdcReplicator.ChangeLog;

/// <summary>
/// News one watcher has not taken yet: the last of each key, so a slow watcher costs no more memory than there are
/// keys.
/// </summary>
internal sealed class MetadataWatcher(string prefix)
{
    private readonly Lock _lock = new();
    private readonly NewsSignal _news = new();
    private Dictionary<string, MetadataEntry> _waiting = new(StringComparer.Ordinal);
    private Exception? _failure;

    public void Offer(MetadataEntry entry)
    {
        if (entry.Key.StartsWith(prefix, StringComparison.Ordinal))
        {
            lock (_lock)
            {
                _waiting[entry.Key] = entry;
            }

            _news.Ring();
        }
    }

    public void Fail(Exception failure)
    {
        lock (_lock)
        {
            _failure = failure;
        }

        _news.Ring();
    }

    /// <summary>Waits for news and takes all of it, by version.</summary>
    public async Task<MetadataEntry[]> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = _news.Next;
            lock (_lock)
            {
                if (_waiting.Count > 0)
                {
                    var taken = _waiting;
                    _waiting = new(StringComparer.Ordinal);
                    return [.. taken.Values.OrderBy(entry => entry.Version)];
                }

                if (_failure is { } failure)
                {
                    throw failure;
                }
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
