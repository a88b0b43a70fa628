using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Does, around the writing of each row, what the row means for its source's snapshot. For one database transaction:
/// what it has decided counts once that is committed.
/// </summary>
internal sealed class SnapshotWriter(RelationalNode node, TrustedWriter writer, TouchedTables touched)
{
    private readonly SnapshotBook _book = new(
        node.Session,
        node.Database.Dialect,
        node.Catalog,
        node.SourceTables,
        touched
    );

    /// <summary>The snapshots after what was written.</summary>
    public SnapshotLedger Ledger { get; } = new(node.Snapshots.States);

    /// <summary>Decides about a row that is about to be written.</summary>
    public async Task<SnapshotStep> BeforeAsync(ChangeTransaction transaction, RowChange change, CancellationToken stop)
    {
        var source = transaction.Source;
        var known = Ledger.States.GetValueOrDefault(source);
        var step = Ledger.Take(transaction);
        if (step.Begins)
        {
            await _book.BeginAsync(source, step.Repeats, writer, stop).ConfigureAwait(false);
        }

        if (step.Brings)
        {
            await _book.EnterAsync(source, change.Table, writer, stop).ConfigureAwait(false);
        }

        if (step.Next is { } next && next != known)
        {
            await node.SnapshotStates.PutAsync(node.Session, source, next, stop).ConfigureAwait(false);
        }

        return step;
    }

    /// <summary>Removes what stands in the way of a snapshot's row that is about to be written.</summary>
    public async Task MakeRoomAsync(string source, RowChange change, CancellationToken stop)
    {
        foreach (var holder in await writer.HoldersAsync(change, stop).ConfigureAwait(false))
        {
            await _book.RemoveUnlessBroughtAsync(source, holder, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Keeps the books after a row that was written.</summary>
    public async Task AfterAsync(
        SnapshotStep step,
        ChangeTransaction transaction,
        RowChange change,
        RowKey? row,
        CancellationToken stop
    )
    {
        var leavesRow = change.Operation is not (ChangeOperation.Delete or ChangeOperation.Truncate);
        if (step.Brings || (step.Notes && leavesRow))
        {
            await _book.AddAsync(transaction.Source, change.Table, row, writer, stop).ConfigureAwait(false);
        }

        if (step.Ends)
        {
            await _book.EndAsync(transaction.Source, transaction.SnapshotScope, writer, stop).ConfigureAwait(false);
        }
        else if (step.Drops)
        {
            await _book.ForgetAsync(transaction.Source, stop).ConfigureAwait(false);
        }
    }
}
