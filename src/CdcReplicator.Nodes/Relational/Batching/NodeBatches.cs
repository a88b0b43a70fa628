using System.Collections.Concurrent;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>The batches of an open node. One is prepared while another is applied, so there are mostly two.</summary>
/// <param name="catalog">The node's tables.</param>
/// <param name="store">Reads and writes them.</param>
/// <param name="limit">
/// Rows decided and written at a time, so that a transaction of any size takes bounded memory.
/// </param>
internal sealed class NodeBatches(NodeCatalog catalog, IBatchStore store, int limit)
{
    private readonly ConcurrentBag<TrustedBatch> _trusted = [];
    private readonly ConcurrentBag<CheckedBatch> _checked = [];
    private readonly CheckedPace _pace = new();

    /// <summary>
    /// Works out what can be worked out without the database. May run while another batch is applied.
    /// </summary>
    public NodeBatch Prepare(WriteSemantics semantics, IReadOnlyList<ChangeTransaction> transactions)
    {
        NodeBatch batch =
            semantics == WriteSemantics.Checked
                ? _checked.TryTake(out var usedChecked)
                    ? usedChecked
                    : new CheckedBatch(catalog, store, _pace, limit)
                : _trusted.TryTake(out var usedTrusted)
                    ? usedTrusted
                    : new TrustedBatch(catalog, store, limit);
        batch.Prepare(transactions);
        return batch;
    }

    /// <summary>Applies a batch. One that failed is left to the garbage collector with all it has gathered.</summary>
    public async Task<IReadOnlyList<Verdict>> ApplyAsync(IPreparedBatch prepared, BatchRun run, CancellationToken stop)
    {
        if (prepared is not NodeBatch batch || batch.Catalog != catalog)
        {
            throw new InvalidOperationException(
                "The batch was prepared for another node, or before this one was opened again."
            );
        }

        var verdicts = await batch.ApplyAsync(run, stop).ConfigureAwait(false);
        switch (batch)
        {
            case TrustedBatch trusted:
                _trusted.Add(trusted);
                break;
            case CheckedBatch decided:
                _checked.Add(decided);
                break;
        }

        return verdicts;
    }
}
