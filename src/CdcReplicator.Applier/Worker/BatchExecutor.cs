using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>Applies one batch in one database transaction of the node.</summary>
internal sealed class BatchExecutor(INode node, RejectionStore rejections)
{
    /// <summary>Applies and commits; says how it ended.</summary>
    public async Task<ApplierInput> ApplyAsync(ApplierBatch batch, CancellationToken cancellationToken)
    {
        long? sequence = null;
        try
        {
            await using var database = await node.BeginAsync(batch.Semantics, cancellationToken);
            var accepted = new bool[batch.Transactions.Count];
            for (var i = 0; i < accepted.Length; i++)
            {
                var transaction = batch.Transactions[i];
                sequence = transaction.Sequence;
                var verdict = await database.ApplyAsync(transaction, cancellationToken);
                accepted[i] = verdict.IsAccepted;
                if (verdict.Rejection is { } rejection)
                {
                    await PublishAsync(transaction, rejection, cancellationToken);
                }
            }

            sequence = null;
            await database.AdvanceAsync(batch.Expected, batch.Next, batch.Publishers, cancellationToken);
            return await CommitAsync(database, accepted, cancellationToken);
        }
        catch (NodeFencedException fenced)
        {
            return new ApplierInput.NodeFenced(fenced);
        }
        catch (ReplicationException error)
        {
            return new ApplierInput.NodeFaulted(error, sequence);
        }
    }

    private static async Task<ApplierInput> CommitAsync(
        INodeTransaction database,
        bool[] accepted,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await database.CommitAsync(cancellationToken);
            return new ApplierInput.BatchApplied(accepted);
        }
        catch (NodeFaultException error)
        {
            return new ApplierInput.CommitUnknown(error);
        }
    }

    /// <summary>
    /// Before the commit, not behind it: a crash between the two would leave a position that covers a rejection nobody can see. If the commit fails the
    /// rejection is true all the same, for verdicts are functions of the log.
    /// </summary>
    private async Task PublishAsync(
        ChangeTransaction transaction,
        Rejection rejection,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await rejections.PublishAsync(
                new PublishedRejection(transaction.Sequence, transaction.Stamp?.Publisher ?? "", rejection),
                cancellationToken
            );
        }
        catch (AppendOutcomeUnknownException unknown)
        {
            // Publishing again changes nothing, so an unknown outcome is as good as none.
            throw new LogUnavailableException(unknown.Problem, "This is retried.", unknown);
        }
    }
}
