using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;

namespace CdcReplicator.Applier;

/// <summary>Shows beside the log that this applier stands by, for as long as it does.</summary>
internal sealed class StandbyNotice(IMetadataStore metadata, Standby self, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly StandbyStore _store = new(metadata, time);
    private long? _shownAt;
    private long _since;

    /// <summary>Says whether it stands by; writes at most every 3 s, and when that ends.</summary>
    public async Task ShowAsync(bool standsBy, CancellationToken cancellationToken)
    {
        if (!standsBy)
        {
            if (_shownAt is not null)
            {
                await _store.RemoveAsync(self, cancellationToken);
                _shownAt = null;
            }
        }
        else if (_shownAt is not { } shownAt || time.GetElapsedTime(shownAt) >= Interval)
        {
            _since = _shownAt is null ? time.GetTimestamp() : _since;
            var waited = (long)time.GetElapsedTime(_since).TotalMilliseconds;
            await _store.PublishAsync(self with { WaitedMilliseconds = waited }, cancellationToken);
            _shownAt = time.GetTimestamp();
        }
    }
}
