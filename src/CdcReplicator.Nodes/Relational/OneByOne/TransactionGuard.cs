using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Runs the steps of one database transaction. One that failed has lost the transaction, so no other is run after it.
/// </summary>
internal sealed class TransactionGuard(RelationalNode node)
{
    private bool _isLost;

    /// <summary>Whether the transaction was committed or given up.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The transaction was committed or given up.</summary>
    public void End() => HasEnded = true;

    /// <summary>Runs a step, turning what the driver throws into a fault of the node.</summary>
    /// <param name="work">The step.</param>
    /// <param name="doing">What it does, for messages: "failed" comes before it.</param>
    /// <exception cref="NodeFaultException">It failed, or an earlier one has.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, string doing)
    {
        if (_isLost || HasEnded)
        {
            throw NodeFaults.TransactionLost();
        }

        _isLost = true;
        var result = await node.GuardAsync(work, doing).ConfigureAwait(false);
        _isLost = false;
        return result;
    }
}
