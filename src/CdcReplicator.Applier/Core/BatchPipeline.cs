namespace CdcReplicator.Applier;

/// <summary>
/// The batches of a node: one under way, one prepared after it, one done whose rows are still held. Says when a batch
/// may start, when the next is taken and what is to be released; it starts and releases nothing itself.
/// </summary>
/// <param name="settings">Limits and intervals.</param>
internal sealed class BatchPipeline(ApplierSettings settings)
{
    private readonly CommitPace _pace = new(settings);
    private BuiltBatch? _next;
    private BatchBuilder? _done;
    private bool _digesting;
    private long _startedAt;
    private long _lastCommit;

    /// <summary>The batch under way; null if there is none.</summary>
    public BuiltBatch? UnderWay { get; private set; }

    /// <summary>Whether the batch before is done and its rows are still held.</summary>
    public bool HasPutOff => _done is not null;

    /// <summary>Rows the next batch may have.</summary>
    public long MaxRows => _pace.Rows;

    /// <summary>The node follows the log from now on.</summary>
    public void Follow(long now) => _lastCommit = now;

    /// <summary>What to do next. Ask again after it is done, until there is nothing.</summary>
    public BatchStep Decide(in WaitingWork waiting, long now)
    {
        if (UnderWay is not null)
        {
            // Only full batches: what comes meanwhile belongs into the next commit too, if it has room. Not before the
            // one begun is on its way.
            // Nothing after a schema change is planned by the tables before it.
            var mayPrepare = UnderWay is not { Batch.SchemaStep: not null };
            return mayPrepare && _done is null && _next is null && waiting.IsFullBatch
                ? BatchStep.Prepare
                : BatchStep.Rest;
        }

        if (_digesting)
        {
            return BatchStep.Rest;
        }

        if (_next is not null)
        {
            return BatchStep.StartPrepared;
        }

        return waiting.HasEffects || IsIdleAdvanceDue(waiting, now) ? BatchStep.StartWaiting
            : waiting.IsStopped ? BatchStep.Stop
            : BatchStep.Rest;
    }

    /// <summary>When the position is to move over records without effect; null if it need not.</summary>
    public long? IdleAdvanceAt(in WaitingWork waiting) =>
        UnderWay is null && !waiting.IsStopped && waiting.RecordsPassed > 0
            ? _lastCommit + settings.IdleAdvanceInterval
            : null;

    /// <summary>A batch is started.</summary>
    public void Start(BuiltBatch batch, long now)
    {
        UnderWay = batch;
        _startedAt = now;
    }

    /// <summary>The batch that was prepared is started; returns it.</summary>
    public BuiltBatch StartPrepared(long now)
    {
        var batch = _next!.Value;
        _next = null;
        Start(batch, now);
        return batch;
    }

    /// <summary>The batch after the one under way is taken.</summary>
    public void Prepare(BuiltBatch batch) => _next = batch;

    /// <summary>The batch under way is committed. One that ends at a checkpoint is digested before the next.</summary>
    public void Commit(long now)
    {
        var (batch, content) = UnderWay!.Value;
        _pace.Note(batch.Rows, now - _startedAt);
        _lastCommit = now;
        _digesting = content.Checkpoint is not null;
        (_done, UnderWay) = (content, null);
    }

    /// <summary>The snapshot for a digest is open, or has failed.</summary>
    public void DigestBegun() => _digesting = false;

    /// <summary>What a step before has put off: to be released now; null if nothing was.</summary>
    public BatchBuilder? TakePutOff()
    {
        var done = _done;
        _done = null;
        return done;
    }

    /// <summary>
    /// What is to be released at the end of a step; null if nothing is. Thousands of transactions take some
    /// milliseconds, for which the database need not wait: with a batch under way this is put off.
    /// </summary>
    public BatchBuilder? TakeDone() => UnderWay is null ? TakePutOff() : null;

    /// <summary>The batch under way has ended without a commit: returns what is to be released, or null.</summary>
    public BatchBuilder? End()
    {
        var ended = UnderWay?.Content;
        UnderWay = null;
        return ended;
    }

    /// <summary>
    /// What was read ahead is forgotten, and the batch prepared with it: returns what is to be released, or null. The
    /// batch under way stays, because it ends by its own answer only.
    /// </summary>
    public BatchBuilder? ForgetNext()
    {
        var forgotten = _next?.Content;
        _next = null;
        _digesting = false;
        return forgotten;
    }

    private bool IsIdleAdvanceDue(in WaitingWork waiting, long now) =>
        IdleAdvanceAt(waiting) is { } at
        && (now >= at || !waiting.WantsRecords || waiting.RecordsPassed >= settings.IdleAdvanceRecords);
}
