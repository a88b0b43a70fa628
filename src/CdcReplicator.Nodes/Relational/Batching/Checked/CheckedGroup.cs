using System.Runtime.InteropServices;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Checked changes in units, each applied whole or not at all: transactions, or the rows of one that is very long.
/// Reads what they touch once, decides in memory in order, and writes the net effect of those that are accepted. Takes
/// as many as can be decided so.
/// </summary>
/// <param name="catalog">The node's tables.</param>
/// <param name="store">Told of a plan that is decided ahead.</param>
/// <param name="pace">How many units are taken at a time, and how carefully.</param>
/// <param name="limit">Most changes.</param>
/// <param name="rejects">Whether a unit may be rejected while others are accepted.</param>
internal sealed class CheckedGroup(NodeCatalog catalog, IBatchStore store, CheckedPace pace, int limit, bool rejects)
{
    private readonly CheckedReader _reader = new(catalog, assumes: true, pace.Suspects);
    private readonly List<CheckedChange> _changes = [];
    private readonly List<int> _ends = [];
    private readonly List<(int Place, CheckedRefusal Refusal)> _rejected = [];
    private BatchPlan? _plan;
    private int _decided;
    private bool _lacksAnswer;
    private bool _lacksJudgement;
    private bool _isRefused;

    /// <summary>Whether it may take another unit.</summary>
    public bool HasRoom => _ends.Count < pace.Window && _changes.Count < limit;

    /// <summary>
    /// Whether what is gathered has to be gathered anew: rows have turned out since not to be as assumed, or it was
    /// refused, and fewer are tried.
    /// </summary>
    public bool IsOutdated => (_reader.Assumes && !pace.MayAssume) || _isRefused;

    /// <summary>Which of the units that were decided last were rejected, and why; nothing of them is written.</summary>
    public IReadOnlyList<(int Place, CheckedRefusal Refusal)> Rejected => _rejected;

    /// <summary>Begins anew.</summary>
    public void Begin() => Clear(pace.MayAssume);

    /// <summary>Forgets what was gathered; its room is used again.</summary>
    public void Clear() => Clear(assumes: true);

    /// <summary>Takes a transaction in; false, and nothing of it is taken, if that cannot be.</summary>
    public bool TryAdd(ChangeTransaction transaction)
    {
        if (TryReadAll(transaction))
        {
            _ends.Add(_changes.Count);
            return true;
        }

        var end = _ends.Count == 0 ? 0 : _ends[^1];
        _changes.RemoveRange(end, _changes.Count - end);
        return false;
    }

    /// <summary>Takes a row in as a unit of its own; false if that cannot be.</summary>
    public bool TryAdd(in RowChange row)
    {
        if (!TryRead(row))
        {
            return false;
        }

        _ends.Add(_changes.Count);
        return true;
    }

    /// <summary>Decides before the database has answered, where all answers can be foreseen.</summary>
    public void Foresee()
    {
        if (_reader.IsForeseeable && _changes.Count >= BatchLimits.FewChanges)
        {
            Decide();
            store.Expect(_plan!);
        }
    }

    /// <summary>Decides some of the gathered units together, and writes what those that are accepted come to.</summary>
    /// <returns>
    /// How many it decided, and how many after them have to be applied one by one. If both are 0, the same units
    /// must be gathered again, with everything asked for.
    /// </returns>
    public async Task<(int Decided, int OwnWay)> TakeAsync(BatchRun run, CancellationToken stop)
    {
        if (_changes.Count < BatchLimits.FewChanges)
        {
            return (0, Math.Max(1, _ends.Count));
        }

        foreach (var table in _reader.Tables)
        {
            await run.ReadAsync(table.Known, stop).ConfigureAwait(false);
        }

        for (var isJudged = pace.Judges && await JudgeAsync(run, stop).ConfigureAwait(false); ; isJudged = true)
        {
            DecideOnAnswers();
            if (_lacksAnswer)
            {
                // The same ones are decided again with everything asked for.
                pace.WasWrong();
                return (0, 0);
            }

            if (_lacksJudgement && !isJudged && await JudgeAsync(run, stop).ConfigureAwait(false))
            {
                pace.HasJudged();
                continue;
            }

            if (_decided == _rejected.Count || await run.TryWriteAsync(_plan!, stop).ConfigureAwait(false))
            {
                break;
            }

            if (!pace.LooksAtValues && _changes.Exists(change => change.After?.Fits() == false))
            {
                pace.HasMetUnfit();
                _isRefused = true;
                return (0, 0);
            }

            pace.WasWrong();
            if (_reader.Assumes)
            {
                return (0, 0);
            }

            if (isJudged || !await JudgeAsync(run, stop).ConfigureAwait(false))
            {
                _isRefused = pace.TryFewer(_decided);
                return (0, _isRefused ? 0 : _decided);
            }
        }

        var isWhole = _decided == _ends.Count;
        pace.Decided(_decided, isWhole);
        foreach (var (_, refusal) in _rejected)
        {
            if (refusal.Cause is { } cause)
            {
                pace.Suspects.Add(cause);
            }
        }

        return (_decided, isWhole ? 0 : 1);
    }

    private void DecideOnAnswers()
    {
        // What would be rejected is certain only with the answers.
        var isForeseen = _plan is not null && (!rejects || _decided == _ends.Count);
        if (isForeseen && _reader.Tables.All(table => table.IsAsForeseen()))
        {
            return;
        }

        foreach (var table in _reader.Tables)
        {
            table.Undecide();
            table.Known.Answer();
        }

        Decide();
    }

    /// <summary>Has the database judge the rows that only it can; false if there are none, or it cannot.</summary>
    private async Task<bool> JudgeAsync(BatchRun run, CancellationToken stop)
    {
        var isAnswered = false;
        foreach (var rows in JudgedRows.Of(_changes))
        {
            if (await run.JudgeAsync(rows, stop).ConfigureAwait(false) is not { } judgements)
            {
                continue;
            }

            for (var i = 0; i < judgements.Length; i++)
            {
                _changes[rows.Places[i]] = _changes[rows.Places[i]] with { Judgement = judgements[i] };
            }

            if (Array.Exists(judgements, judgement => judgement.Reason is not null))
            {
                pace.HasJudged();
            }

            isAnswered = true;
            _plan = null;
        }

        return isAnswered;
    }

    private void Clear(bool assumes)
    {
        _changes.Clear();
        _ends.Clear();
        _rejected.Clear();
        _reader.Clear(assumes);
        _plan = null;
        _isRefused = false;
    }

    private void Decide()
    {
        var planner = new CheckedPlanner(_reader);
        _rejected.Clear();
        (_lacksAnswer, _lacksJudgement) = (false, false);
        _decided = Decide(planner);
        _plan = planner.ToPlan();
    }

    private int Decide(CheckedPlanner planner)
    {
        var changes = CollectionsMarshal.AsSpan(_changes);
        for (int i = 0, from = 0; i < _ends.Count; from = _ends[i++])
        {
            if (!planner.TryDecide(changes[from.._ends[i]], out var refusal) || (refusal is not null && !rejects))
            {
                _lacksAnswer = rejects && refusal is null && planner.LacksAnswer;
                _lacksJudgement = rejects && refusal is null && planner.LacksJudgement;
                return i;
            }

            if (refusal is not null)
            {
                _rejected.Add((i, refusal));
            }
        }

        return _ends.Count;
    }

    private bool TryReadAll(ChangeTransaction transaction)
    {
        if (transaction.Control is not null)
        {
            return true;
        }

        if (!transaction.TryGetRows(out var rows))
        {
            return transaction.Rows.All(row => TryRead(row));
        }

        foreach (ref readonly var row in rows.Span)
        {
            if (!TryRead(row))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryRead(in RowChange row)
    {
        if (_changes.Count == limit || _reader.Read(row) is not { } change)
        {
            return false;
        }

        if (pace.LooksAtValues && change.After?.Fits() == false)
        {
            pace.HasMetUnfit();
            return false;
        }

        _changes.Add(change);
        return true;
    }
}
