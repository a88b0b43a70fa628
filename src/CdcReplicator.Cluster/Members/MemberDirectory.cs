using CdcReplicator.ChangeLog;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Cluster;

/// <summary>
/// All members, followed as they change. Reading takes no lock: <see cref="Members"/> is an immutable list that is
/// replaced whole. A status received while watching ages by this machine's monotonic clock, so clocks that differ
/// between machines matter only for what was there at the start. A member whose entry cannot be read is hidden, and no
/// other.
/// </summary>
internal sealed class MemberDirectory : IAsyncDisposable
{
    /// <summary>
    /// How often ages are computed anew; with <see cref="MemberStore.DeadAfter"/> a death shows within 3 s.
    /// </summary>
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(250);

    private readonly IMetadataStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly NewsSignal _changed = new();
    private readonly Lock _writing = new();
    private readonly Dictionary<string, MemberSighting> _sightings = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly long _firstVersion;
    private readonly ITimer _timer;
    private readonly Task _watching;
    private MemberList _members = MemberList.Empty;
    private ReplicationException? _fault;

    private MemberDirectory(IMetadataStore store, TimeProvider time, ILogger logger, IReadOnlyList<MetadataEntry> first)
    {
        _store = store;
        _time = time;
        _logger = logger;
        _firstVersion = first.Count == 0 ? -1 : first[^1].Version;
        foreach (var entry in first)
        {
            Take(entry);
        }

        _timer = time.CreateTimer(_ => Refresh(), null, RefreshInterval, RefreshInterval);
        _watching = Task.Run(() =>
            MetadataFollowing.RunAsync(_store, MemberStore.Prefix, Take, OnFault, _time, _logger, _stop.Token)
        );
    }

    /// <summary>All members by node id; ages are at most <see cref="RefreshInterval"/> too low.</summary>
    public MemberList Members => Volatile.Read(ref _members);

    /// <summary>
    /// Completes at the next change of any member, including a heartbeat and a death. Take it before reading
    /// <see cref="Members"/>.
    /// </summary>
    public Task Changed => _changed.Next;

    /// <summary>
    /// Why members cannot be followed at the moment; null while they are. They age meanwhile and count as dead soon, so
    /// nobody trusts them. It is tried again, but for a log that was replaced (<see cref="LogMismatchException"/>).
    /// Rings <see cref="Changed"/>.
    /// </summary>
    public ReplicationException? Fault => Volatile.Read(ref _fault);

    /// <summary>Starts following; the members that are there now are known when this returns.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public static async Task<MemberDirectory> OpenAsync(
        IMetadataStore store,
        TimeProvider time,
        ILogger<MemberDirectory> logger,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        var first = await store.ReadAsync(MemberStore.Prefix, cancellationToken).ConfigureAwait(false);
        return new MemberDirectory(store, time, logger, first);
    }

    /// <summary>Stops following.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _stop.Dispose();
    }

    private void OnFault(ReplicationException? fault)
    {
        Volatile.Write(ref _fault, fault);
        _changed.Ring();
    }

    private void Take(MetadataEntry entry)
    {
        lock (_writing)
        {
            if (_sightings.TryGetValue(entry.Key, out var known) && known.Version >= entry.Version)
            {
                return;
            }

            if (entry.Value is null)
            {
                _sightings.Remove(entry.Key);
            }
            else
            {
                // Versions tell news from what was there at the start; clocks of two machines could not.
                var age = entry.Version > _firstVersion ? TimeSpan.Zero : MemberStore.AgeOf(entry, _time);
                var sighting = new MemberSighting(entry, age, _time.GetTimestamp());
                _sightings[entry.Key] = sighting;
                // Heartbeats come twice a second; once is enough.
                if (sighting.Unreadable is { } unreadable && known?.Unreadable is null)
                {
                    MembershipLog.MemberHidden(_logger, unreadable.NodeId, unreadable.Problem, unreadable.Remedy);
                }
            }

            Publish();
        }

        _changed.Ring();
    }

    private void Refresh()
    {
        bool hasDied;
        lock (_writing)
        {
            var before = _members.Count(member => member.IsAlive);
            Publish();
            hasDied = _members.Count(member => member.IsAlive) != before;
        }

        if (hasDied)
        {
            _changed.Ring();
        }
    }

    private void Publish() => Volatile.Write(ref _members, MemberList.Of(_sightings.Values, _time));
}
