using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>
/// One pass over the log from a node's position: assembles, decides duplicates, and keeps what waits for its commit.
/// </summary>
internal sealed class LogFollower
{
    private readonly ApplierSettings _settings;
    private readonly OperatorOrders _orders;
    private readonly TransactionAssembler _assembler;
    private readonly PublisherLedger _ledger;
    private readonly NodePauses _pauses;
    private readonly Queue<DecidedTransaction> _waiting = [];
    private readonly List<long> _skipped = [];
    private readonly List<(string Source, long Sequence)> _repetitions = [];

    // One batch is prepared while the one before is under way.
    private readonly BatchBuilder[] _batches;
    private readonly long _applied;
    private int _turn;
    private int _waitingEffects;
    private long _waitingBytes;
    private long _waitingRows;

    public LogFollower(
        ClusterSettings cluster,
        ApplierSettings settings,
        NodeOpening opening,
        ITransactionSpool spool,
        OperatorOrders orders,
        OrderKeys? keys = null,
        string nodeId = ""
    )
    {
        _settings = settings;
        _orders = orders;
        _applied = opening.Position.LastAppliedSequence;
        _assembler = new TransactionAssembler(
            cluster,
            AssemblyStart.At(opening.Position),
            settings.MaxBytesInMemory,
            spool,
            keys
        );
        _ledger = new PublisherLedger(cluster, opening.Publishers);
        _pauses = new NodePauses(nodeId, new OrderTrust(cluster.Log, keys), orders);
        _batches = [new BatchBuilder(settings), new BatchBuilder(settings)];
    }

    /// <summary>Why nothing after what waits may be applied; null while all is well.</summary>
    public LogStop? Stop { get; private set; }

    /// <summary>Whether more records may be given.</summary>
    public bool WantsRecords =>
        Stop is null
        && _waiting.Count < _settings.MaxWaitingTransactions
        && (
            _waitingEffects == 0
            || (_waitingBytes < _settings.MaxBytesAhead && _assembler.BytesInMemory < _settings.MaxBytesInMemory / 2)
        );

    /// <summary>Whether something waits that needs a commit.</summary>
    public bool HasEffects => _waitingEffects > 0;

    /// <summary>How far everything is read; null before the first record.</summary>
    public LogMark? Mark => _assembler.Mark;

    public IReadOnlyList<OpenTransactionInfo> OpenConnectorTransactions => _assembler.OpenConnectorTransactions;

    /// <summary>Takes the next event; what comes after a stop is ignored.</summary>
    public void Take(in LogEvent logEvent)
    {
        if (Stop is not null)
        {
            return;
        }

        // The assembler does not take it: the position ends before it, so that it is met again after a restart.
        if (IsAhead(logEvent.Record.Offset) && _pauses.StopAt(logEvent) is { } pause)
        {
            Stop = new LogStop.Pause(logEvent.Record.Offset, pause);
            return;
        }

        try
        {
            if (_assembler.Add(logEvent) is { } completed)
            {
                Enqueue(completed, _pauses.IdleResume(logEvent));
            }
        }
        catch (BrokenTransactionException) when (_orders.Skips.Contains(logEvent.Record.Offset))
        {
            _skipped.Add(logEvent.Record.Offset);
            _assembler.Skip(logEvent);
        }
        catch (BrokenTransactionException broken)
        {
            Stop = new LogStop.Fault(broken.Offset, broken);
        }
    }

    /// <summary>Takes a record that cannot be decoded.</summary>
    public void TakeUndecodable(in LogRecord record, UndecodableRecordException error)
    {
        if (Stop is not null)
        {
            return;
        }

        if (_orders.Skips.Contains(record.Offset))
        {
            _skipped.Add(record.Offset);
            _assembler.PassOver(record);
        }
        else
        {
            Stop = new LogStop.Fault(record.Offset, error);
        }
    }

    /// <summary>What waits for a commit.</summary>
    /// <param name="position">The node's position.</param>
    /// <param name="maxRows">Rows that one commit may have.</param>
    public WaitingWork Waiting(NodePosition position, long maxRows)
    {
        var passed = Mark is { } mark ? mark.Record.Offset - position.LastAppliedSequence : 0;
        return new(
            HasEffects,
            HasEffects && (_waitingRows >= maxRows || !WantsRecords),
            WantsRecords,
            // At a pause the position first moves over everything before it.
            Stop is LogStop.Fault
                || (Stop is LogStop.Pause && passed <= 0),
            passed
        );
    }

    /// <summary>Takes the next batch off the waiting transactions; of those before one at most may be held.</summary>
    public BuiltBatch NextBatch(NodePosition position, long soloUntil, long maxRows)
    {
        var solo = _waiting.TryPeek(out var next) && next.Transaction.Sequence <= soloUntil;
        var content = _batches[_turn++ % _batches.Length];
        var batch = content.Take(
            _waiting,
            position,
            Stop is LogStop.Fault ? null : Mark,
            solo ? 1 : _settings.MaxTransactionsPerCommit,
            maxRows
        );
        foreach (var taken in content.Taken)
        {
            _waitingRows -= taken.Completed.RowCount;
            _waitingEffects -= taken.HasEffect ? 1 : 0;
            _waitingBytes -= taken.BytesInMemory;
        }

        return new BuiltBatch(batch, content);
    }

    /// <summary>Sequences passed over by an operator's skip since the last call.</summary>
    public IReadOnlyList<long> TakeSkipped() => TakeAll(_skipped);

    /// <summary>Sources that began to send again what came before, and where, since the last call.</summary>
    public IReadOnlyList<(string Source, long Sequence)> TakeRepetitions() => TakeAll(_repetitions);

    /// <summary>Gives memory and spool files back.</summary>
    public void Release()
    {
        _assembler.Abandon();
        while (_waiting.TryDequeue(out var waiting))
        {
            waiting.Completed.Release();
        }
    }

    private static T[] TakeAll<T>(List<T> list)
    {
        if (list.Count == 0)
        {
            return [];
        }

        T[] all = [.. list];
        list.Clear();
        return all;
    }

    // An abandon that cannot be judged by its number orders nothing either.
    private static IgnoredControls? Ignored(ChangeTransaction transaction, in DuplicateDecision decision) =>
        decision.IsOutOfReach && transaction.Control is not null
            ? new IgnoredControls(1, "abandons a number far above its publisher's highest")
            : transaction.Ignored;

    // What is applied is read again after a restart; a pause in it is over.
    private bool IsAhead(long offset) => offset > _applied;

    private void Enqueue(in CompletedTransaction completed, IgnoredControls? idle)
    {
        var transaction = completed.Transaction;
        var isSkipped = _orders.Skips.Contains(transaction.Sequence);
        var decision = default(DuplicateDecision);
        try
        {
            decision = _orders.Accepts.Contains(transaction.Sequence)
                ? _ledger.Accept(transaction, completed.After.LogTime)
                : _ledger.Decide(transaction, completed.After.LogTime);
        }
        catch (BrokenTransactionException broken) when (!isSkipped)
        {
            completed.Release();
            Stop = new LogStop.Fault(broken.Offset, broken);
            return;
        }
        catch (BrokenTransactionException)
        {
            // Skipped by an operator: passed over below, its number counts for nobody.
        }

        if (isSkipped)
        {
            _skipped.Add(transaction.Sequence);
        }
        else if (decision.IsFirstAgain)
        {
            _repetitions.Add((transaction.Stamp!.Value.Publisher, transaction.Sequence));
        }

        var rejection = isSkipped ? null : NumberRejections.Of(decision, transaction.Stamp);
        var passedOver = isSkipped || decision.IsDuplicate || rejection is not null || completed.RowCount == 0;
        if (passedOver)
        {
            completed.Release();
        }

        var decided = new DecidedTransaction(completed, passedOver, decision.Progress)
        {
            IsDuplicate = decision.IsDuplicate && !isSkipped,
            Rejection = completed.RowCount > 0 ? rejection : null,
            Ignored = idle ?? Ignored(transaction, decision),
        };
        _waiting.Enqueue(decided);
        _waitingEffects += decided.HasEffect ? 1 : 0;
        _waitingBytes += decided.BytesInMemory;
        _waitingRows += completed.RowCount;
    }
}
