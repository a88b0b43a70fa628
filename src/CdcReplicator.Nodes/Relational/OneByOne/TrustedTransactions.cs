using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Applies trusted transactions of the log one by one, change by change, and keeps the books of their sources'
/// snapshots: the reference.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="session">In the node's transaction.</param>
/// <param name="touched">Takes in what is touched.</param>
internal sealed class TrustedTransactions(RelationalNode node, NodeSession session, TouchedTables touched)
{
    private readonly TrustedWriter _writer = new(session, node.Catalog, touched);
    private SnapshotWriter? _snapshots;

    /// <summary>The sources' snapshots after what was written; null if nothing of it concerned one.</summary>
    public SnapshotLedger? Snapshots => _snapshots?.Ledger;

    private SnapshotWriter SnapshotWriter => _snapshots ??= new SnapshotWriter(node, _writer, touched);

    /// <summary>Applies one.</summary>
    /// <exception cref="NodeFaultException">The node cannot take one of its changes.</exception>
    public async Task<Verdict> ApplyAsync(ChangeTransaction transaction, CancellationToken stop)
    {
        var concerns = Concerns(transaction);
        foreach (var change in transaction.Rows)
        {
            await WriteAsync(concerns, transaction, change, stop).ConfigureAwait(false);
        }

        return Verdict.Accepted;
    }

    /// <summary>Writes one change of one. Always true.</summary>
    /// <exception cref="NodeFaultException">The node cannot take it.</exception>
    public Task<bool> WriteAsync(ChangeTransaction transaction, RowChange change, CancellationToken stop) =>
        WriteAsync(Concerns(transaction), transaction, change, stop);

    private bool Concerns(ChangeTransaction transaction) => (Snapshots ?? node.Snapshots).Concerns(transaction);

    private async Task<bool> WriteAsync(
        bool concernsSnapshot,
        ChangeTransaction transaction,
        RowChange change,
        CancellationToken stop
    )
    {
        if (!concernsSnapshot)
        {
            await WriteOneAsync(change, transaction.Source, isOfSnapshot: false, stop).ConfigureAwait(false);
            return true;
        }

        var step = await SnapshotWriter.BeforeAsync(transaction, change, stop).ConfigureAwait(false);
        var row = await WriteOneAsync(change, transaction.Source, step.Brings, stop).ConfigureAwait(false);
        await SnapshotWriter.AfterAsync(step, transaction, change, row, stop).ConfigureAwait(false);
        return true;
    }

    private async Task<RowKey?> WriteOneAsync(
        RowChange change,
        string source,
        bool isOfSnapshot,
        CancellationToken stop
    )
    {
        try
        {
            if (isOfSnapshot)
            {
                await SnapshotWriter.MakeRoomAsync(source, change, stop).ConfigureAwait(false);
            }

            if (node.Catalog.Find(change.Table) is { } table)
            {
                touched.Touch(source, table.Name);
            }

            return await _writer.WriteAsync(change, stop).ConfigureAwait(false);
        }
        catch (ChangeRefusedException refused)
        {
            throw ChangeFaults.Refused(refused, _writer.NameRow(change)?.ToJson(), source);
        }
        catch (Exception e) when (node.VerdictOf(e) is { } error)
        {
            var found = await node.InColumnAsync(error, _writer, stop).ConfigureAwait(false);
            throw ChangeFaults.RefusedOfTrusted(found, change, source, _writer.CurrentKey?.ToJson(), e);
        }
    }
}
