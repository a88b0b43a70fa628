using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Somebody who looks four times a second at what the nodes say beside the log, and notes it.</summary>
internal sealed class DayWatch : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Day _day;
    private readonly IChangeLog _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly VerdictSight _verdicts = new();
    private readonly Task _running;

    private DayWatch(Day day, IChangeLog log)
    {
        _day = day;
        _log = log;
        _running = Task.WhenAll(LookAsync(), FollowVerdictsAsync());
    }

    public static async Task<DayWatch> StartAsync(Day day) => new(day, await day.Log.OpenToLookAsync());

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        await _running;
        await _log.DisposeAsync();
    }

    private async Task LookAsync()
    {
        var members = new MemberStore(_log.Metadata, TimeProvider.System);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var seen = await members.ReadAsync(_stop.Token);
                _day.History.Note(
                    new DayEvent.Looked(seen.Any(member => member.IsAlive && member.Status.State == NodeState.Active))
                );
                foreach (var odd in _verdicts.Compare([.. seen.Select(member => member.Status)]))
                {
                    _day.History.Note(new DayEvent.Shown(odd));
                }

                await Task.Delay(Interval, _stop.Token);
            }
            catch (Exception error) when (IsPassing(error))
            {
                // The log was away, or the day is over.
            }
        }
    }

    private async Task FollowVerdictsAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var rejections in new RejectionStore(_log.Metadata).WatchAsync(_stop.Token))
                {
                    _verdicts.Add(rejections);
                }
            }
            catch (Exception error) when (IsPassing(error))
            {
                await Task.Delay(Interval, CancellationToken.None);
            }
        }
    }

    private bool IsPassing(Exception error) =>
        error is ReplicationException || (error is OperationCanceledException && _stop.IsCancellationRequested);
}
