using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.BatchingTests;

/// <summary>
/// Applies a history to a node as an applier does, from the position it finds: one by one, or by batches that crash.
/// </summary>
internal sealed class NodeRun(INode node, ClusterSettings cluster, History history)
{
    private readonly RunOutcome _outcome = new();
    private NodePosition _position = NodePosition.Origin;
    private int _next;

    private bool IsDone => _outcome.Halted is not null || _next >= history.Transactions.Count;

    /// <summary>On an open node without data.</summary>
    public async Task<RunOutcome> OneByOneAsync()
    {
        for (var i = 0; !IsDone; i++)
        {
            var size = history.ReferenceCommits[i % history.ReferenceCommits.Count];
            await CommitAsync(new BatchPlan([size], FirstOneByOne: true, CrashPoint.None));
        }

        return _outcome;
    }

    /// <summary>On a node without data.</summary>
    public async Task<RunOutcome> BatchedAsync()
    {
        await OpenAsync();
        for (var i = 0; !IsDone; i++)
        {
            var plan = history.Batches[i % history.Batches.Count];
            await CommitAsync(i < history.Batches.Count ? plan : plan with { Crash = CrashPoint.None });
        }

        return _outcome;
    }

    /// <summary>
    /// Applies the next batch. If the node cannot take it, its transactions come one at a time, so that it halts at the
    /// one it cannot take.
    /// </summary>
    private async Task CommitAsync(BatchPlan plan)
    {
        var batch = Next(plan.Size);
        if (await TryCommitAsync(plan, batch))
        {
            return;
        }

        while (_outcome.Halted is null && _next < history.Transactions.Count)
        {
            var single = Next(1);
            await TryCommitAsync(
                new BatchPlan([1], plan is { FirstOneByOne: true, Pieces.Count: 1 }, CrashPoint.None),
                single
            );
            if (single[0] == batch[^1])
            {
                return;
            }
        }
    }

    private async Task<bool> TryCommitAsync(BatchPlan plan, IReadOnlyList<ChangeTransaction> batch)
    {
        try
        {
            await ApplyAsync(plan, batch);
        }
        catch (NodeFaultException fault)
        {
            await OpenAsync();
            _outcome.Halted =
                batch.Count == 1 ? $"#{batch[0].Sequence}, transient {fault.IsTransient}, code {fault.Code}" : null;
            return false;
        }

        return true;
    }

    private async Task ApplyAsync(BatchPlan plan, IReadOnlyList<ChangeTransaction> batch)
    {
        await using (var transaction = await node.BeginAsync(batch[0].Semantics, CancellationToken.None))
        {
            if (!await FillAsync(transaction, plan, batch))
            {
                _outcome.Crashes.Add(plan.Crash);
            }
            else
            {
                await transaction.CommitAsync(CancellationToken.None);
                _outcome.Batches.Add(batch);
                if (plan.Crash == CrashPoint.None)
                {
                    (_position, _next) = (PositionAfter(batch[^1]), _next + batch.Count);
                    return;
                }

                _outcome.Crashes.Add(plan.Crash);
            }
        }

        await OpenAsync();
    }

    /// <summary>Applies the batch and advances; false where it crashed before the commit.</summary>
    private async Task<bool> FillAsync(
        INodeTransaction transaction,
        BatchPlan plan,
        IReadOnlyList<ChangeTransaction> batch
    )
    {
        if (plan.Crash == CrashPoint.AfterBegin)
        {
            return false;
        }

        // Each piece is prepared before the one before it is applied, as the applier does.
        var pieces = Split(plan, batch);
        var prepared = node.Prepare(batch[0].Semantics, pieces[0]);
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = prepared;
            prepared = node.Prepare(batch[0].Semantics, i + 1 < pieces.Count ? pieces[i + 1] : []);
            await DecideAsync(transaction, piece, oneByOne: plan.FirstOneByOne && i == 0);
            if (plan.Crash == CrashPoint.AfterFirstPiece)
            {
                return false;
            }
        }

        if (plan.Crash == CrashPoint.AfterApply)
        {
            return false;
        }

        await transaction.AdvanceAsync(_position, PositionAfter(batch[^1]), Publishers(batch), CancellationToken.None);
        return plan.Crash != CrashPoint.AfterAdvance;
    }

    private static List<ChangeTransaction[]> Split(BatchPlan plan, IReadOnlyList<ChangeTransaction> batch)
    {
        var pieces = new List<ChangeTransaction[]>();
        var done = 0;
        foreach (var size in plan.Pieces.TakeWhile(_ => done < batch.Count))
        {
            pieces.Add([.. batch.Skip(done).Take(size)]);
            done += size;
        }

        return pieces;
    }

    private async Task DecideAsync(INodeTransaction transaction, IPreparedBatch piece, bool oneByOne)
    {
        if (!oneByOne)
        {
            var verdicts = await transaction.ApplyBatchAsync(piece, CancellationToken.None);
            foreach (var (one, verdict) in piece.Transactions.Zip(verdicts))
            {
                _outcome.Decide(one, verdict);
            }

            return;
        }

        foreach (var one in piece.Transactions)
        {
            _outcome.Decide(one, await transaction.ApplyAsync(one, CancellationToken.None));
        }
    }

    /// <summary>Opens the node and goes on behind the position it has.</summary>
    private async Task OpenAsync()
    {
        var opening = await node.OpenAsync(cluster, CancellationToken.None);
        _position = opening.Position;
        var known = history
            .Transactions.Select((t, i) => (t.Sequence, i))
            .FirstOrDefault(t => t.Sequence == _position.LastAppliedSequence, (-1, -1));
        if (known.Item2 < 0 && _position != NodePosition.Origin)
        {
            _outcome.Contradictions.Add($"The node's position {_position.LastAppliedSequence} is none of the log's.");
        }

        _next = known.Item2 + 1;
    }

    /// <summary>The next transactions, of one semantics.</summary>
    private List<ChangeTransaction> Next(int size)
    {
        var rest = history.Transactions.Skip(_next);
        return [.. rest.Take(size).TakeWhile(t => t.Semantics == history.Transactions[_next].Semantics)];
    }

    private static NodePosition PositionAfter(ChangeTransaction last) =>
        new(last.Sequence, last.Sequence + 1, last.CompletedBy.AppendTime, RecordFingerprint.Of(last.CompletedBy));

    private static List<PublisherProgress> Publishers(IReadOnlyList<ChangeTransaction> batch) =>
        [
            .. batch
                .Where(t => t.Stamp is not null)
                .GroupBy(t => t.Stamp!.Value.Publisher)
                .Select(g => g.Last())
                .Select(t => new PublisherProgress(
                    t.Stamp!.Value.Publisher,
                    t.Stamp.Value.Kind,
                    t.Stamp.Value.Number,
                    [],
                    t.CompletedBy.AppendTime
                )),
        ];
}
