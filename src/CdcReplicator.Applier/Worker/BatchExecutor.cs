using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>Applies one batch in one database transaction of the node.</summary>
internal sealed class BatchExecutor(INode node, RejectionStore rejections, KindGuard kinds)
{
    /// <summary>Applies and commits; says how it ended.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="prepared">Its transactions as the node has prepared them; null if that is still to be done.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<ApplierInput> ApplyAsync(
        ApplierBatch batch,
        IPreparedBatch? prepared,
        CancellationToken cancellationToken
    )
    {
        if (batch.SchemaStep is { } step)
        {
            return await ChangeSchemaAsync(step, batch, cancellationToken);
        }

        long? sequence = null;
        try
        {
            await using var database = await node.BeginAsync(batch.Semantics, cancellationToken);
            // Which of several transactions the node cannot take is found by applying them one at a time.
            sequence = batch.Transactions.Count > 0 ? batch.Transactions[^1].Sequence : null;
            kinds.Require(batch);
            prepared ??= node.Prepare(batch.Semantics, batch.Transactions);
            var verdicts = await database.ApplyBatchAsync(prepared, cancellationToken);
            await PublishAsync(batch, verdicts, cancellationToken);
            sequence = null;
            await database.AdvanceAsync(batch.Expected, batch.Next, batch.Publishers, cancellationToken);
            return await CommitAsync(database, verdicts, cancellationToken);
        }
        catch (NodeFencedException fenced)
        {
            return new ApplierInput.NodeFenced(fenced);
        }
        catch (ReplicationException error)
        {
            return new ApplierInput.NodeFaulted(error, sequence);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Every batch ends with an answer of its own: until then its rows are held for it.
            return new ApplierInput.NodeFaulted(Unexpected.Wrap("applying", error), sequence);
        }
    }

    private async Task<ApplierInput> ChangeSchemaAsync(
        SchemaStep step,
        ApplierBatch batch,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var database = await node.BeginSchemaChangeAsync(step, batch.Expected, cancellationToken);
            await database.AdvanceAsync(batch.Expected, batch.Next, batch.Publishers, cancellationToken);
            return await CommitAsync(database, [], cancellationToken);
        }
        catch (NodeFencedException fenced)
        {
            return new ApplierInput.NodeFenced(fenced);
        }
        catch (ReplicationException error)
        {
            return new ApplierInput.NodeFaulted(SchemaChangeFaults.At(step, error), step.Sequence);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new ApplierInput.NodeFaulted(Unexpected.Wrap("changing the tables", error), step.Sequence);
        }
    }

    private static async Task<ApplierInput> CommitAsync(
        INodeTransaction database,
        IReadOnlyList<Verdict> verdicts,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await database.CommitAsync(cancellationToken);
            return new ApplierInput.BatchApplied(verdicts);
        }
        catch (NodeFaultException error)
        {
            return new ApplierInput.CommitUnknown(error);
        }
    }

    /// <summary>
    /// All of a batch together, before the commit, not after it: a crash between the two would leave a position that
    /// covers a rejection nobody can see. If the commit fails the rejections are true all the same, for verdicts are
    /// functions of the log.
    /// </summary>
    private async Task PublishAsync(
        ApplierBatch batch,
        IReadOnlyList<Verdict> verdicts,
        CancellationToken cancellationToken
    )
    {
        var rejected = new List<PublishedRejection>(batch.Rejected);
        for (var i = 0; i < verdicts.Count; i++)
        {
            if (verdicts[i].Rejection is { } rejection)
            {
                var transaction = batch.Transactions[i];
                var publisher = transaction.Stamp?.Publisher ?? "";
                rejected.Add(new PublishedRejection(transaction.Sequence, publisher, rejection));
            }
        }

        if (rejected.Count == 0)
        {
            return;
        }

        if (batch.Rejected.Count > 0)
        {
            rejected.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
        }

        try
        {
            await rejections.PublishAsync(node.Id, rejected, cancellationToken);
        }
        catch (AppendOutcomeUnknownException unknown)
        {
            // Publishing again changes nothing, so an unknown outcome is as good as none.
            throw new LogUnavailableException(unknown.Problem, "This is retried.", unknown);
        }
    }
}
