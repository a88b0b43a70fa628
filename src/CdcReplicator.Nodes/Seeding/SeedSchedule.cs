namespace CdcReplicator.Nodes;

/// <summary>Which step may be made next. For all builders.</summary>
internal sealed class SeedSchedule
{
    private readonly Lock _lock = new();
    private readonly List<(long Number, SeedStep Step)> _waiting;
    private readonly HashSet<(long Number, SeedStep Step)> _working = [];
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A schedule of steps.</summary>
    public SeedSchedule(IEnumerable<(long Number, SeedStep Step)> steps) => _waiting = [.. steps];

    /// <summary>A step, once one may be made; null when none is left.</summary>
    public async Task<(long Number, SeedStep Step)?> TakeAsync(CancellationToken stop)
    {
        while (true)
        {
            Task news;
            lock (_lock)
            {
                if (_waiting.Count == 0)
                {
                    return null;
                }

                if (Next(_waiting, [.. _working.Select(work => work.Step)]) is { } place)
                {
                    var step = _waiting[place];
                    _waiting.RemoveAt(place);
                    _working.Add(step);
                    return step;
                }

                news = _news.Task;
            }

            await news.WaitAsync(stop).ConfigureAwait(false);
        }
    }

    /// <summary>A step is made.</summary>
    public void Done((long Number, SeedStep Step) step)
    {
        lock (_lock)
        {
            _working.Remove(step);
            var news = _news;
            _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            news.SetResult();
        }
    }

    /// <summary>The place of the first step that may be made beside those that are; null if none may.</summary>
    public static int? Next(IReadOnlyList<(long Number, SeedStep Step)> waiting, IReadOnlyList<SeedStep> working)
    {
        if (waiting.Count == 0)
        {
            return null;
        }

        var stage = waiting.Min(step => step.Step.Stage);
        if (working.Any(step => step.Stage < stage))
        {
            return null;
        }

        var locked = working.SelectMany(step => step.Locks).ToHashSet();
        for (var i = 0; i < waiting.Count; i++)
        {
            if (waiting[i].Step.Stage == stage && !waiting[i].Step.Locks.Any(locked.Contains))
            {
                return i;
            }
        }

        return null;
    }
}
