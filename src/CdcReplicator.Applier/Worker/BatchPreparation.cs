using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>
/// Prepares the next batch while the one before is written. In the worker's loop and not in the background: until it is
/// done nothing can take the batch's rows away, and the database is busy with the batch before.
/// </summary>
internal sealed class BatchPreparation(INode node, Action<ApplierInput> post)
{
    private (ApplierBatch? Of, IPreparedBatch? Batch) _prepared;

    /// <summary>Prepares a batch; a defect is posted.</summary>
    public void Prepare(ApplierBatch batch)
    {
        try
        {
            _prepared = (batch, node.Prepare(batch.Semantics, batch.Transactions));
        }
        catch (ReplicationException)
        {
            // The batch before has failed meanwhile and the node is closed, or the same will be found, and told, when
            // this one is applied.
        }
        catch (Exception error)
        {
            post(new ApplierInput.WorkFailed(Unexpected.Wrap("preparing a batch", error)));
        }
    }

    /// <summary>What was prepared of a batch that is applied now; null if it was not this one.</summary>
    public IPreparedBatch? Take(ApplierBatch batch)
    {
        var prepared = ReferenceEquals(_prepared.Of, batch) ? _prepared.Batch : null;
        _prepared = default;
        return prepared;
    }
}
