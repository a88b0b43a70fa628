using CdcReplicator.Nodes;

namespace CdcReplicator.BatchingTests;

/// <summary>
/// Two databases for each schema of one kind, made when first needed: one for the reference, one for the batched run.
/// </summary>
/// <param name="kind">The kind of node.</param>
/// <param name="isPlain">
/// Whether the node's role is no superuser, so that foreign keys and triggers act on trusted changes.
/// </param>
internal sealed class HistoryRigs(string kind, bool isPlain = false) : IAsyncDisposable
{
    private readonly Dictionary<int, (HistoryDatabase Reference, HistoryDatabase Batched)> _rigs = [];
    private readonly ClusterSettings _cluster = ClusterSettings.NewLog();

    /// <summary>Whether the node's role is no superuser.</summary>
    public bool IsPlain => isPlain;

    /// <summary>Runs a history through both nodes.</summary>
    /// <param name="history">The history.</param>
    /// <param name="between">What stands between the batched run and its node: nothing, or a planted bug.</param>
    public async Task<(RunOutcome Reference, RunOutcome Batched)> RunAsync(History history, Func<INode, INode> between)
    {
        var (reference, batched) = await OfAsync(history.Schema);
        var node = between(batched.NodeOf(history.BatchRows));
        var runs = await Task.WhenAll(
            RunAsync(reference, new NodeRun(reference.Node, _cluster, history).OneByOneAsync),
            RunAsync(batched, new NodeRun(node, _cluster, history).BatchedAsync)
        );
        if (history.Transactions.Any(transaction => transaction.IsOfSnapshot))
        {
            // The reference stays open, because opening costs time, and an open node remembers snapshots.
            await reference.ClearAsync();
            await reference.Node.OpenAsync(_cluster, CancellationToken.None);
        }

        return (runs[0], runs[1]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (reference, batched) in _rigs.Values)
        {
            await reference.DisposeAsync();
            await batched.DisposeAsync();
        }
    }

    private static async Task<RunOutcome> RunAsync(HistoryDatabase database, Func<Task<RunOutcome>> run)
    {
        await database.ClearAsync();
        var outcome = await run();
        outcome.Contents = await database.ReadAsync();
        return outcome;
    }

    private async Task<(HistoryDatabase Reference, HistoryDatabase Batched)> OfAsync(HistorySchema schema)
    {
        if (!_rigs.TryGetValue(schema.Number, out var rig))
        {
            rig = (
                await HistoryDatabase.CreateAsync(kind, schema, isPlain),
                await HistoryDatabase.CreateAsync(kind, schema, isPlain)
            );
            foreach (var database in (HistoryDatabase[])[rig.Item1, rig.Item2])
            {
                // Makes the state tables, so that they can be cleared.
                await database.Node.OpenAsync(_cluster, CancellationToken.None);
            }

            _rigs.Add(schema.Number, rig);
        }

        return rig;
    }
}
