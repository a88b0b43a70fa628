using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// A batch of a relational node: gathered without the database, applied in its transaction. It is used again for a
/// later batch, because it takes much memory.
/// </summary>
/// <param name="catalog">The tables it is planned for.</param>
internal abstract class NodeBatch(NodeCatalog catalog) : IPreparedBatch
{
    /// <inheritdoc/>
    public IReadOnlyList<ChangeTransaction> Transactions { get; private set; } = [];

    /// <summary>The tables it is planned for.</summary>
    public NodeCatalog Catalog => catalog;

    /// <summary>Takes transactions in, as far as that goes without the database.</summary>
    public void Prepare(IReadOnlyList<ChangeTransaction> transactions)
    {
        Transactions = transactions;
        Begin();
    }

    /// <summary>Applies them, in order, and forgets what was gathered of them.</summary>
    /// <returns>A verdict for each.</returns>
    public async Task<IReadOnlyList<Verdict>> ApplyAsync(BatchRun run, CancellationToken stop)
    {
        var verdicts = new Verdict[Transactions.Count];
        Array.Fill(verdicts, Verdict.Accepted);
        await ApplyAsync(verdicts, run, stop).ConfigureAwait(false);
        Clear();
        return verdicts;
    }

    /// <summary>Gathers the first changes.</summary>
    protected abstract void Begin();

    /// <summary>Applies all transactions; whatever is not accepted is noted.</summary>
    protected abstract Task ApplyAsync(Verdict[] verdicts, BatchRun run, CancellationToken stop);

    /// <summary>Forgets what was gathered; its room is used again.</summary>
    protected abstract void Clear();
}
