using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>What a node made of a history.</summary>
internal sealed class RunOutcome
{
    /// <summary>The verdict of each decided transaction, by sequence.</summary>
    public SortedDictionary<long, Verdict> Verdicts { get; } = [];

    /// <summary>The transaction at which the node halted, with code; null if it took all.</summary>
    public string? Halted { get; set; }

    /// <summary>What must never be: two verdicts for one transaction, a position no transaction has.</summary>
    public List<string> Contradictions { get; } = [];

    /// <summary>Crashes that happened.</summary>
    public List<CrashPoint> Crashes { get; } = [];

    /// <summary>The transactions of each committed database transaction.</summary>
    public List<IReadOnlyList<ChangeTransaction>> Batches { get; } = [];

    public IReadOnlyList<string> Contents { get; set; } = [];

    public void Decide(ChangeTransaction transaction, Verdict verdict)
    {
        if (Verdicts.TryGetValue(transaction.Sequence, out var before) && before != verdict)
        {
            Contradictions.Add($"#{transaction.Sequence}: first {Text(before)}, then {Text(verdict)}");
        }

        Verdicts[transaction.Sequence] = verdict;
    }

    /// <summary>Everything in which a batched run is not what the reference is; empty if it is.</summary>
    public IEnumerable<string> DifferencesFrom(RunOutcome reference)
    {
        // Where both halt at a commit (deferred constraints), a batch has looked at transactions behind it that one by
        // one never got to.
        var haltAlike = reference.Halted is not null && reference.Halted == Halted;
        foreach (var sequence in reference.Verdicts.Keys.Union(Verdicts.Keys).Order())
        {
            if (haltAlike && !reference.Verdicts.ContainsKey(sequence))
            {
                continue;
            }

            var expected = reference.Verdicts.TryGetValue(sequence, out var one) ? Text(one) : "undecided";
            var found = Verdicts.TryGetValue(sequence, out var other) ? Text(other) : "undecided";
            if (expected != found)
            {
                yield return $"verdict of #{sequence}: one by one {expected}, batched {found}";
            }
        }

        if (reference.Halted != Halted)
        {
            yield return $"one by one halted at {reference.Halted ?? "nothing"}, batched at {Halted ?? "nothing"}";
        }

        foreach (var contradiction in Contradictions.Concat(reference.Contradictions))
        {
            yield return contradiction;
        }

        foreach (var line in Missing(reference.Contents, Contents))
        {
            yield return $"only one by one: {line}";
        }

        foreach (var line in Missing(Contents, reference.Contents))
        {
            yield return $"only batched: {line}";
        }
    }

    private static List<string> Missing(IReadOnlyList<string> lines, IReadOnlyList<string> from)
    {
        var left = from.ToList();
        return [.. lines.Where(line => !left.Remove(line))];
    }

    private static string Text(Verdict verdict) => verdict.Rejection?.ToString() ?? "accepted";
}
