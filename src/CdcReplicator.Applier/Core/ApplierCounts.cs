using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>What an applier has counted since it started. What is handed out is not changed any more.</summary>
internal sealed class ApplierCounts
{
    private readonly Dictionary<string, long> _rejections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _duplicates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _adapted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _orders = new(StringComparer.Ordinal);
    private ApplierTally? _tally;

    /// <summary>Times the applier began anew after a fault.</summary>
    public long Retries { get; private set; }

    /// <summary>Transactions applied.</summary>
    public long Applied { get; private set; }

    /// <summary>Counts a beginning anew.</summary>
    public void NoteRetry()
    {
        Retries++;
        _tally = null;
    }

    /// <summary>Counts the transactions of a batch that is committed, and its rejections.</summary>
    public void NoteVerdicts(ApplierBatch batch, IReadOnlyList<Verdict> verdicts)
    {
        Applied += batch.Transactions.Count;
        foreach (var rejected in batch.Rejected)
        {
            Add(_rejections, rejected.Rejection.Reason.ToString());
        }

        for (var i = 0; i < verdicts.Count; i++)
        {
            if (verdicts[i].Rejection is { } rejection)
            {
                Add(_rejections, rejection.Reason.ToString());
            }
        }
    }

    /// <summary>Counts an operator's skip.</summary>
    public void NoteSkip() => Add(_rejections, nameof(RejectionReason.Skipped));

    /// <summary>Counts the duplicates of a batch that is committed.</summary>
    public void NoteDuplicates(IReadOnlyList<DecidedTransaction> taken)
    {
        foreach (var decided in taken)
        {
            if (decided.IsDuplicate)
            {
                Add(_duplicates, decided.Transaction.Stamp?.Publisher ?? "");
            }
        }
    }

    /// <summary>Counts the operators' orders of a batch that is committed.</summary>
    public void NoteOrders(IReadOnlyList<DecidedTransaction> taken)
    {
        foreach (var decided in taken)
        {
            if (OrderName.Of(decided) is { } name)
            {
                Add(_orders, name);
            }
        }
    }

    /// <summary>Counts the characters taken out of a batch that is committed.</summary>
    public void NoteStripped(IReadOnlyList<ChangeTransaction> transactions)
    {
        foreach (var transaction in transactions)
        {
            if (transaction.StrippedNulls > 0)
            {
                Add(_adapted, AdaptedValues.StrippedNulls(transaction.Source), transaction.StrippedNulls);
            }
        }
    }

    /// <summary>Counts the control messages that order nothing in a batch that is committed.</summary>
    /// <returns>The transactions that have the first of their source.</returns>
    public IReadOnlyList<DecidedTransaction> NoteIgnored(IReadOnlyList<DecidedTransaction> taken)
    {
        List<DecidedTransaction> first = [];
        foreach (var decided in taken)
        {
            if (decided.Ignored is { } ignored)
            {
                var name = AdaptedValues.IgnoredControls(decided.Transaction.Source);
                if (!_adapted.ContainsKey(name))
                {
                    first.Add(decided);
                }

                Add(_adapted, name, ignored.Count);
            }
        }

        return first;
    }

    /// <summary>What is counted so far.</summary>
    public ApplierTally Tally() => _tally ??= Count();

    private ApplierTally Count()
    {
        var most = _duplicates
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(MemberStatus.MaxDuplicatePublishers)
            .ToDictionary(StringComparer.Ordinal);
        return new ApplierTally(
            new Dictionary<string, long>(_rejections, StringComparer.Ordinal),
            most,
            _duplicates.Values.Sum() - most.Values.Sum(),
            new Dictionary<string, long>(_adapted, StringComparer.Ordinal),
            Retries
        )
        {
            Orders = new Dictionary<string, long>(_orders, StringComparer.Ordinal),
        };
    }

    private void Add(Dictionary<string, long> counts, string name, long by = 1)
    {
        counts[name] = counts.GetValueOrDefault(name) + by;
        _tally = null;
    }
}
