namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Whether a day kept its rules. Pure: a function of what was noted.</summary>
internal sealed class DayChecker
{
    private readonly Dictionary<long, KeyRecord> _keys = [];
    private readonly SpoiltSpans _spoilt = new();
    private readonly ReadShare _share = new();
    private readonly List<Violation> _elsewhere = [];
    private int? _replacedAt;
    private readonly List<DayEvent.Read> _reads = [];
    private readonly List<int> _readAt = [];

    public DayChecker(IReadOnlyList<DayEvent> events)
    {
        for (var at = 0; at < events.Count; at++)
        {
            Add(events[at], at);
        }
    }

    /// <summary>What writers and readers were told.</summary>
    public IReadOnlyList<Violation> CheckDay() =>
        [.. _elsewhere, .. CheckReads(), .. _share.Find() is { } tooFew ? [tooFew] : Array.Empty<Violation>()];

    /// <summary>
    /// What readers saw, except of a node whose rows somebody changed by hand, as long as nobody can know it.
    /// </summary>
    public IReadOnlyList<Violation> CheckReads() =>
        [.. _reads.Where((read, i) => !_spoilt.IsExempt(read, _readAt[i])).Select(CheckRead).OfType<Violation>()];

    /// <summary>How the nodes are in the end.</summary>
    public IReadOnlyList<Violation> CheckEnds(IReadOnlyList<NodeEnd> ends) => [.. ends.SelectMany(CheckEnd)];

    private IEnumerable<Violation> CheckEnd(NodeEnd end)
    {
        if (end.State == NodeState.Active)
        {
            return CheckRows(end);
        }

        if (string.IsNullOrWhiteSpace(end.Reason))
        {
            return [new Violation(DayRule.SaysWhatIsWrong, $"{end.Node} is {end.State} and does not say why")];
        }

        return _spoilt.IsSpoilt(end.Node) || _replacedAt is not null
            ? []
            : [new Violation(DayRule.GoesOn, $"{end.Node} is {end.State} to the end: {end.Reason}")];
    }

    private IEnumerable<Violation> CheckRows(NodeEnd end)
    {
        foreach (var (key, record) in _keys)
        {
            if (end.Rows.GetValueOrDefault(key) < record.Acknowledged)
            {
                yield return new Violation(
                    DayRule.NothingLost,
                    $"{end.Node} is active with version {end.Rows.GetValueOrDefault(key)} of {key}; "
                        + $"{record.Acknowledged} was acknowledged"
                );
            }
        }

        foreach (var (key, version) in end.Rows)
        {
            if (!_keys.TryGetValue(key, out var record) || !record.WasTried(version))
            {
                yield return new Violation(
                    DayRule.NothingElseThere,
                    $"{end.Node} is active with version {version} of {key}, which nobody wrote"
                );
            }
            else if (record.RefusedBecause(version) is { } why)
            {
                yield return new Violation(
                    DayRule.RefusedHasNoEffect,
                    $"{end.Node} is active with version {version} of {key}, "
                        + $"whose writer was told it has no effect: {why}"
                );
            }
        }
    }

    private Violation? CheckRead(DayEvent.Read read)
    {
        var record = _keys.GetValueOrDefault(read.Key) ?? new KeyRecord();
        if (read.Version is { } seen && (!record.WasTried(seen) || record.RefusedBecause(seen) is not null))
        {
            return new Violation(DayRule.ReadsFindNothingElse, $"{read} found what was not written");
        }

        return (read.Version ?? 0) < record.Owed(read)
            ? new Violation(
                DayRule.ReadsCoverTheirToken,
                $"{read}; version {record.Owed(read)} was acknowledged before"
            )
            : null;
    }

    private void Add(DayEvent happened, int at)
    {
        _spoilt.Add(happened, at);
        _share.Add(happened);
        switch (happened)
        {
            case DayEvent.Tried tried:
                Of(tried.Key).Add(happened, at);
                break;
            case DayEvent.Acknowledged acknowledged:
                CheckWhere(acknowledged);
                Of(acknowledged.Key).Add(happened, at);
                break;
            case DayEvent.Refused refused:
                Of(refused.Key).Add(happened, at);
                break;
            case DayEvent.LogReplaced:
                _replacedAt ??= at;
                break;
            case DayEvent.Read read:
                _reads.Add(read);
                _readAt.Add(at);
                break;
        }
    }

    private void CheckWhere(DayEvent.Acknowledged acknowledged)
    {
        if (Of(acknowledged.Key).TriedAt(acknowledged.Version) > _replacedAt)
        {
            _elsewhere.Add(
                new Violation(
                    DayRule.NothingGoesElsewhere,
                    $"{acknowledged} was sent after the log was replaced by another one"
                )
            );
        }
    }

    private KeyRecord Of(long key)
    {
        if (!_keys.TryGetValue(key, out var record))
        {
            _keys[key] = record = new KeyRecord();
        }

        return record;
    }
}
