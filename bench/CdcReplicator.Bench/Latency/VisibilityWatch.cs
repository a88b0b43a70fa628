using System.Collections.Concurrent;
using CdcReplicator.LocalServers;

namespace CdcReplicator.Bench;

/// <summary>
/// Waits, on a thread of its own, until acknowledged rows are visible: asks, and as long as one is missing asks again
/// after a short pause. While no row is awaited it asks nothing.
/// </summary>
internal sealed class VisibilityWatch
{
    /// <summary>For reports.</summary>
    public const string How =
        "polling max(id) on a second connection, every 0.2 ms while a row is awaited, and not at all else";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IRowVisibility _rows;
    private readonly TimeProvider _time;
    private readonly BlockingCollection<(long Key, long Started, long Acknowledged)> _awaited = [];
    private readonly List<LatencySample> _samples = [];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _highest;
    private long _highestSeenAt;

    public VisibilityWatch(IRowVisibility rows, TimeProvider time)
    {
        _rows = rows;
        _time = time;
        new Thread(Watch) { IsBackground = true, Name = "visibility watch" }.Start();
    }

    /// <summary>A row was acknowledged; keys must come in rising order, at least nearly.</summary>
    public void Await(long key, long started, long acknowledged) => _awaited.Add((key, started, acknowledged));

    /// <summary>No more rows come; their samples, in order.</summary>
    /// <exception cref="LocalServerException">A row did not become visible in a minute.</exception>
    public async Task<IReadOnlyList<LatencySample>> EndAsync()
    {
        _awaited.CompleteAdding();
        await _done.Task;
        return _samples;
    }

    private void Watch()
    {
        try
        {
            foreach (var (key, started, acknowledged) in _awaited.GetConsumingEnumerable())
            {
                var seen = WaitFor(key, acknowledged);
                var visible = Math.Max(0, _time.GetElapsedTime(acknowledged, seen).TotalMilliseconds);
                _samples.Add(new LatencySample(_time.GetElapsedTime(started, acknowledged).TotalMilliseconds, visible));
            }

            _done.SetResult();
        }
        catch (Exception error)
        {
            _done.SetException(error);
        }
    }

    private long WaitFor(long key, long acknowledged)
    {
        while (_highest < key)
        {
            var found = _rows.Highest();
            var now = _time.GetTimestamp();
            if (found > _highest)
            {
                (_highest, _highestSeenAt) = (found, now);
            }
            else if (_time.GetElapsedTime(acknowledged, now) > Patience)
            {
                throw new LocalServerException(
                    $"Row {key} was acknowledged and is not visible after {Patience.TotalSeconds:0} s.",
                    "Run again with --keep and read the applier's output."
                );
            }
            else
            {
                ShortPause.Make();
            }
        }

        return _highestSeenAt;
    }
}
